-- The kernel's tables. No business has a table or a column of its own: a record's values are one jsonb document,
-- what a ledger filters and sorts by is `facet`, who sees what is `sight`, what waits on which desk is `todo`.
-- All four are projections of `act`, written in the act's own transaction.

create table org (
  id text primary key check (id ~ '^[0-9A-Za-z-]{2,40}$'),
  name text not null unique,
  short text not null,
  kind text not null check (kind in ('city', 'office', 'district', 'department')),
  pinyin text not null,
  -- Whom it is compared with, e.g. 主城都市区中心城区.
  segment text,
  position int not null default 0,
  -- Null where it has always been.
  founded_on date,
  retired_on date,
  version int not null default 1
);

create table person (
  id uuid primary key,
  name text not null,
  -- The number itself is sealed with a key kept outside the database; the key below only finds it.
  phone_key bytea not null unique,
  phone_sealed bytea not null,
  demonstration boolean not null default false,
  created_at timestamptz not null,
  -- Last signed in, or last opened by an administrator: what an idle account is measured by.
  active_at timestamptz not null default now(),
  disabled_at timestamptz,
  version int not null default 1
);

create table password (
  person_id uuid primary key references person,
  hash text not null,
  -- Set while the password is one that somebody else issued: good once, until this moment.
  issued_until timestamptz,
  changed_at timestamptz not null,
  former text[] not null default '{}'
);

create table post (
  id uuid primary key,
  person_id uuid not null references person,
  org_id text not null references org,
  role text not null check (role in ('entry', 'reviewer', 'leader', 'module-admin', 'system-admin', 'security-admin', 'audit-admin')),
  starts_on date not null,
  ends_on date,
  granted_by uuid references person,
  granted_at timestamptz not null,
  -- Reviewers and administrators wait for a second person.
  confirmed_by uuid references person,
  confirmed_at timestamptz,
  revoked_at timestamptz,
  check (ends_on is null or ends_on >= starts_on),
  check (granted_by <> person_id),
  check (confirmed_by <> granted_by),
  check (confirmed_by <> person_id)
);
create index post_person on post (person_id) where revoked_at is null;
create index post_desk on post (org_id, role) where revoked_at is null;
create unique index post_once on post (person_id, org_id, role) where revoked_at is null;
-- 三员分立: one account, at most one administrator's role, and no business beside it.
create unique index post_one_administrator on post (person_id) where revoked_at is null and role in ('system-admin', 'security-admin', 'audit-admin');
create function post_keeps_duties_apart() returns trigger language plpgsql as $$
begin
  -- Two grants to one person wait for each other, so that neither overlooks the other.
  perform 1 from person where id = new.person_id for no key update;
  if new.revoked_at is null and exists (
    select 1 from post p where p.person_id = new.person_id and p.id <> new.id and p.revoked_at is null
      and (p.role in ('system-admin', 'security-admin', 'audit-admin')) <> (new.role in ('system-admin', 'security-admin', 'audit-admin'))
  ) then
    raise exception 'an administrator holds no business post' using errcode = 'integrity_constraint_violation', constraint = 'post_keeps_duties_apart';
  end if;
  return new;
end $$;
create constraint trigger post_keeps_duties_apart after insert or update on post for each row execute function post_keeps_duties_apart();

create table session (
  id_hash bytea primary key,
  person_id uuid not null references person,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  fresh_at timestamptz not null,
  source text not null,
  -- Opened with a password, or chosen at the demonstration's switch, which no first password stands before.
  way text not null default 'password' check (way in ('password', 'demonstration')),
  -- A second factor's secret on its way to the person's authenticator, sealed; in force only once a right code has come back.
  factor_offered bytea
);
create index session_person on session (person_id);

create table api_token (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null,
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

-- Wrong passwords, by account and by source, known accounts and unknown ones alike.
create table sign_in_failure (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

create table term (
  dictionary text not null,
  code text not null,
  parent text,
  label text not null,
  detail jsonb not null default '{}',
  position int not null default 0,
  valid_from date not null default '1900-01-01',
  valid_until date,
  primary key (dictionary, code)
);

-- A declaration as it was shown: labels, guidance, rules' clauses. A submission points to the one it was filed under.
create table form (
  digest text primary key,
  module text not null,
  shown jsonb not null,
  first_used_at timestamptz not null
);

create table record (
  id uuid primary key,
  module text not null,
  owner text not null references org,
  stage text not null,
  version int not null check (version >= 1),
  round int not null check (round >= 1),
  reached int not null check (reached >= 0),
  title text not null,
  record_values jsonb not null,
  approved jsonb,
  approved_at timestamptz,
  hands jsonb not null,
  returned jsonb,
  asks jsonb not null default '[]',
  advance jsonb,
  deadline jsonb,
  respite jsonb,
  late jsonb not null default '[]',
  -- Last day of the period that periodic reports cover so far.
  covered date,
  extension jsonb,
  decided jsonb not null default '{}',
  since timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  grams text[] not null,
  found_in text not null
);
create index record_newest on record (module, id desc);
create index record_stage on record (module, stage, id desc);
create index record_grams on record using gin (grams);

create table act (
  record_id uuid not null references record,
  seq int not null check (seq >= 1),
  verb text not null,
  -- Nobody where time ran out and the declaration says what then happens.
  by_person uuid references person,
  by_name text not null,
  -- In whose place, where a deputy acted.
  for_person uuid references person,
  for_name text check ((for_name is null) = (for_person is null)),
  org_id text not null references org,
  role text not null check ((by_person is null) = (role = 'system')),
  from_stage text,
  to_stage text not null,
  patch jsonb,
  reason jsonb,
  about text,
  outcome text,
  form text references form,
  before_digest text,
  after_digest text not null,
  at timestamptz not null,
  primary key (record_id, seq)
);
create index act_person on act (by_person, at desc);
create index act_at on act (at);

-- One live record a key: the constraint that two districts filing at the same instant meet.
create table identity (
  module text not null,
  key text not null collate "C",
  record_id uuid not null unique references record,
  primary key (module, key)
);

create table sight (
  -- An organisation, or everyone.
  org_id text not null,
  module text not null,
  record_id uuid not null references record,
  primary key (org_id, module, record_id)
);
create index sight_record on sight (record_id);

create table facet (
  module text not null,
  field text not null,
  value text not null collate "C",
  record_id uuid not null references record,
  primary key (module, field, value, record_id)
);
create index facet_record on facet (record_id);
-- Which values are frequent is a matter of the field: taken apart, the planner thinks a lead unit's share of a ledger a fifth of what it is.
create statistics facet_together (mcv, dependencies) on module, field, value from facet;
alter statistics facet_together set statistics 1000;

-- Records that a chosen link names.
create table link (
  record_id uuid not null references record,
  field text not null,
  target_id uuid not null references record,
  primary key (record_id, field, target_id)
);
create index link_target on link (target_id);

-- What happens by itself when a record's time has passed: on this day, or at the next start after it.
create table timer (
  record_id uuid primary key references record,
  module text not null,
  lapses_on date not null
);
create index timer_due on timer (lapses_on);

create table todo (
  record_id uuid not null references record,
  kind text not null,
  org_id text not null references org,
  role text not null,
  module text not null,
  stage text not null,
  title text not null,
  owner text not null,
  since timestamptz not null,
  starts date not null,
  due date,
  not_for uuid[] not null,
  primary key (record_id, kind, org_id, role)
);
create index todo_desk on todo (org_id, role, module, due);
create index todo_due on todo (due) where due is not null;

create table file (
  id uuid primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  type text not null,
  size bigint not null check (size >= 0),
  readable boolean not null,
  uploaded_by uuid not null references person,
  uploaded_for text not null references org,
  uploaded_at timestamptz not null,
  declared text not null
);
create index file_content on file (sha256);
create index file_uploader on file (uploaded_by);

create table file_claim (
  file_id uuid not null references file,
  record_id uuid not null references record,
  primary key (file_id, record_id)
);
create index file_claim_record on file_claim (record_id);

-- What changed, for whoever is looking. `xid` lets a reader take only rows that no open transaction can still precede.
create table outbox (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  kind text not null,
  module text,
  record_id uuid,
  orgs text[] not null,
  -- Whether anybody's desk is another, or what was decided: not by what is only saved.
  moved boolean not null default true,
  at timestamptz not null default now()
);
create index outbox_xid on outbox (xid, id);

create table idempotency (
  person_id uuid not null,
  key text not null,
  route text not null,
  body_digest text not null,
  status int not null,
  answer jsonb not null,
  at timestamptz not null default now(),
  primary key (person_id, route, key)
);
create index idempotency_age on idempotency (at);

-- One chain for each organisation tree top. The head row is the only thing two writers of one chain wait for.
create table audit_head (
  chain text primary key,
  seq bigint not null,
  hash bytea not null
);

create table audit (
  chain text not null,
  seq bigint not null,
  entry text not null,
  hash bytea not null,
  at timestamptz not null,
  primary key (chain, seq)
);
create index audit_latest on audit (at desc);

/* Adds one entry to a chain: hash = sha256(previous hash ‖ chain ‖ '\n' ‖ seq ‖ '\n' ‖ entry). */
create function audit_append(of_chain text, new_entry text, happened timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  head public.audit_head;
begin
  select * into head from public.audit_head where chain = of_chain for update;
  if not found then
    insert into public.audit_head values (of_chain, 0, sha256(convert_to(of_chain, 'UTF8'))) on conflict do nothing;
    select * into head from public.audit_head where chain = of_chain for update;
  end if;
  head.seq := head.seq + 1;
  head.hash := sha256(head.hash || convert_to(of_chain || E'\n' || head.seq || E'\n' || new_entry, 'UTF8'));
  insert into public.audit values (of_chain, head.seq, new_entry, head.hash, happened);
  update public.audit_head set seq = head.seq, hash = head.hash where chain = of_chain;
  return head.seq;
end $$;

create function is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete or truncate on audit for each statement execute function is_append_only();
create trigger act_append_only before update or delete or truncate on act for each statement execute function is_append_only();

-- The running product acts as luoshi_app, which may neither change what was recorded nor the schema itself.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'luoshi_app') then
    create role luoshi_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant luoshi_app to %I', current_user);
-- Whoever set up a server of the office's own has granted it already, and may not let us.
exception when insufficient_privilege then null;
end $$;
grant usage on schema public to luoshi_app;
grant select, insert, update, delete on all tables in schema public to luoshi_app;
grant usage on all sequences in schema public to luoshi_app;
revoke update, delete on act, audit from luoshi_app;
revoke insert on audit from luoshi_app;
revoke insert, update, delete on audit_head from luoshi_app;
revoke update, delete on identity, file, form, record, person, post from luoshi_app;
grant update on identity, record, person, post to luoshi_app;
grant delete on identity, file to luoshi_app;
