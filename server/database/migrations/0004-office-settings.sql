-- What the reform office changes by itself: tunings of modules, dictionaries, notices and manuals.

-- Each change whole, as it stood from then on. `subject` is 'module reform/pilot' or 'dictionary field-track'.
create table office_version (
  subject text not null,
  version int not null check (version >= 0),
  content jsonb not null,
  note text,
  -- Nobody for version 0: how a dictionary was before the office first changed it.
  by_person uuid references person check ((by_person is null) = (version = 0)),
  by_name text not null,
  at timestamptz not null,
  primary key (subject, version)
);
create trigger office_version_append_only before update or delete or truncate on office_version for each statement execute function is_append_only();

-- All names a term has had or will have, [{label, from}] by the moment each begins; empty while there was only one. `label` is the one in force.
alter table term add column labels jsonb not null default '[]';

create table notice (
  id uuid primary key,
  title text not null,
  body text not null,
  -- Whom it is for: all units of these kinds and these units; everybody where both are empty.
  kinds text[] not null,
  orgs text[] not null,
  published_at timestamptz not null,
  published_by uuid not null references person,
  published_for text not null references org,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  withdrawn_why text,
  version int not null default 1
);

create table notice_file (
  notice_id uuid not null references notice,
  file_id uuid not null references file,
  position int not null,
  primary key (notice_id, file_id)
);
create index notice_file_file on notice_file (file_id);

-- Who has opened a notice, and for which units.
create table notice_reading (
  notice_id uuid not null references notice,
  person_id uuid not null references person,
  orgs text[] not null,
  at timestamptz not null,
  primary key (notice_id, person_id)
);

create table manual (
  id uuid primary key,
  title text not null,
  -- The business it explains; null for the whole.
  module text,
  position int not null,
  retired_at timestamptz,
  version int not null default 1
);

-- An edition once issued stays: records were filed under it.
create table manual_edition (
  manual_id uuid not null references manual,
  edition int not null check (edition >= 1),
  file_id uuid not null references file,
  note text,
  by_person uuid not null references person,
  by_name text not null,
  at timestamptz not null,
  primary key (manual_id, edition)
);
create index manual_edition_file on manual_edition (file_id);

grant select, insert on office_version, notice_file, notice_reading, manual_edition to luoshi_app;
grant select, insert, update on notice, manual to luoshi_app;
