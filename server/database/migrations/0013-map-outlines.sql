-- Outlines that the office put in the place of the supplied one; the latest holds.
create table map_outline (
  version int primary key check (version >= 1),
  -- GeoJSON; null: back to the supplied one.
  content jsonb,
  note text not null,
  made_by uuid not null references person,
  made_by_name text not null,
  made_at timestamptz not null
);

grant select, insert on map_outline to luoshi_app;
