-- A second factor at signing in: time-based codes of an authenticator (RFC 6238), and recovery codes for when it is lost.

create table second_factor (
  person_id uuid primary key references person,
  -- Sealed with a key kept outside the database, bound to its person.
  secret_sealed bytea not null,
  -- The step of the last code accepted: neither it nor an earlier one is accepted again.
  last_step int not null,
  enrolled_at timestamptz not null
);

create table recovery_code (
  person_id uuid not null references second_factor on delete cascade,
  hash bytea not null,
  primary key (person_id, hash)
);

grant select, insert, update, delete on second_factor to luoshi_app;
grant select, insert, delete on recovery_code to luoshi_app;
