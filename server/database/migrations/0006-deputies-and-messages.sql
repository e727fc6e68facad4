-- Deputies: whoever is absent names a colleague of the same organisation, from one day to another. Rights follow from the rows in force.

create table deputation (
  id uuid primary key,
  org_id text not null references org,
  principal_id uuid not null references person,
  deputy_id uuid not null references person,
  starts_on date not null,
  ends_on date not null,
  named_at timestamptz not null,
  ended_at timestamptz,
  check (ends_on >= starts_on),
  check (deputy_id <> principal_id)
);
create index deputation_deputy on deputation (deputy_id) where ended_at is null;
create index deputation_principal on deputation (principal_id) where ended_at is null;

-- One deputy at a time: two namings at one instant wait for each other.
create function deputation_one_at_a_time() returns trigger language plpgsql as $$
begin
  perform 1 from person where id = new.principal_id for no key update;
  if new.ended_at is null and exists (
    select 1 from deputation d where d.principal_id = new.principal_id and d.org_id = new.org_id and d.id <> new.id and d.ended_at is null
      and d.starts_on <= new.ends_on and d.ends_on >= new.starts_on
  ) then
    raise exception 'another deputy stands in on these days' using errcode = 'integrity_constraint_violation', constraint = 'deputation_one_at_a_time';
  end if;
  return new;
end $$;
create constraint trigger deputation_one_at_a_time after insert or update on deputation for each row execute function deputation_one_at_a_time();

-- What a person is told: what came back, what is due, what was urged.
create table message (
  id uuid primary key,
  person_id uuid not null references person,
  kind text not null check (kind in ('returned', 'extension', 'due', 'overdue', 'lapsing', 'lapsed', 'urged', 'deputy')),
  module text,
  record_id uuid references record,
  words text not null,
  at timestamptz not null,
  read_at timestamptz,
  -- The delivery that took it out of the system. Deliveries are not in a backup, so nothing refers to them.
  delivery_id uuid,
  check ((module is null) = (record_id is null))
);
create index message_latest on message (person_id, at desc, id desc);
create index message_unread on message (person_id) where read_at is null;
create index message_record on message (record_id);
create index message_inside on message (at) where delivery_id is null and read_at is null;
create index message_at on message (at);

-- Each reminder once: of a to-do, for a desk, about a due day, so many days before or after it.
create table reminder (
  record_id uuid not null references record,
  kind text not null,
  org_id text not null references org,
  role text not null,
  due date not null,
  days int not null,
  at timestamptz not null,
  primary key (record_id, kind, org_id, role, due, days)
);
create index reminder_at on reminder (at);

-- How a person wants to be reached outside the system. Without a row, as the operator has set it up.
create table reach (
  person_id uuid primary key references person,
  channel text not null check (channel in ('messenger', 'mail', 'sms', 'none')),
  rhythm text not null check (rhythm in ('daily', 'at-once')),
  -- An address of the office's own, sealed like a phone number.
  mail_sealed bytea,
  check (channel <> 'mail' or mail_sealed is not null)
);

-- What leaves the system, tried until it has arrived or is given up. `key` is told to the receiver, who can know it again by it.
create table delivery (
  id uuid primary key,
  key text not null unique,
  person_id uuid not null references person,
  channel text not null check (channel in ('messenger', 'mail', 'sms')),
  kind text not null check (kind in ('digest', 'single', 'urgent')),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped', 'parked')),
  tries int not null default 0,
  made_at timestamptz not null,
  next_at timestamptz not null,
  done_at timestamptz,
  -- Why the last try failed, or why it was dropped, in words of ours.
  failure text
);
create index delivery_waiting on delivery (channel, next_at) where state = 'waiting';
create index delivery_of_person on delivery (person_id) where state = 'waiting';
create index delivery_parked on delivery (made_at) where state = 'parked';
create index delivery_latest on delivery (made_at desc, id desc);

-- Whether this database's messages may leave the system at all: a row while they may. It is in no backup, so that a restored copy sends nothing
-- before somebody says that it is the system now.
create table sending (
  one boolean primary key default true check (one),
  begun_at timestamptz not null,
  -- When the digests of a day were made last.
  round_at timestamptz
);

grant select, insert, update on deputation to luoshi_app;
grant select, insert, update, delete on message, reminder, reach, delivery, sending to luoshi_app;
