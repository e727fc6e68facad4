-- What records count as in reports: a projection like `facet`, written with the act. Reports add these rows up from the index alone.

create table tally (
  record_id uuid not null references record,
  figure text not null,
  org_id text not null references org,
  kind text not null,
  on_day date not null,
  amount numeric not null,
  -- Of rows of one organisation with the same text a report counts one; empty where each counts.
  same text not null,
  -- Since when it counts: what is decided after a report is locked goes to the next.
  counted_at timestamptz not null,
  primary key (record_id, figure, org_id, kind, on_day)
);
create index tally_figure on tally (figure, on_day, org_id, kind) include (amount, counted_at, same);

grant select, insert, update, delete on tally to luoshi_app;
