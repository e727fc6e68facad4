-- Work that takes longer than a request: imports from workbooks and downloads with attachments. The list that a person sees is the queue itself.

create table job (
  id uuid primary key,
  kind text not null check (kind in ('import', 'batch')),
  module text not null,
  person_id uuid not null references person,
  -- Asked for by a program, which never stands in for anybody.
  own_posts boolean not null,
  -- The organisation it is done for.
  org_id text not null references org,
  -- Through which organisations the person saw when it was asked for; a result is handed out while that still holds.
  orgs text[] not null,
  -- What was asked for.
  wish jsonb not null,
  -- The uploaded workbook of an import; it stays as long as the job does.
  file_id uuid references file,
  sha256 text,
  -- ready: waits for its person. parked: stopped three times for no fault of its own.
  state text not null check (state in ('waiting', 'running', 'ready', 'done', 'failed', 'parked', 'dropped')),
  -- What it is at, and how far.
  phase text not null,
  done int not null default 0,
  total int,
  outcome jsonb not null default '{}',
  -- Who works at it, until when unless renewed; whoever's claim is no longer here has lost it.
  claim uuid,
  leased_until timestamptz,
  attempts int not null default 0,
  source text not null,
  request text not null,
  version int not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ends_at timestamptz not null
);
create index job_queue on job (created_at) where state in ('waiting', 'running');
create index job_person on job (person_id, created_at desc);
create index job_ends on job (ends_at);
-- The same workbook for the same business at the same time is one import.
create unique index job_once on job (person_id, org_id, module, sha256) where kind = 'import' and state in ('waiting', 'running');

-- What was understood of a workbook, a row for each record, until its person has decided.
create table import_row (
  job_id uuid not null references job on delete cascade,
  at int not null,
  -- Its first line in the sheet, as a spreadsheet numbers them.
  line int not null,
  row_values jsonb not null,
  problems jsonb not null,
  -- The same in the file, in the ledger, or imported before.
  twin jsonb,
  key text not null,
  -- The record it is a report on, and the version that was downloaded.
  record_id uuid,
  record_version int,
  bad boolean not null,
  lacking boolean not null,
  primary key (job_id, at)
);
create index import_row_bad on import_row (job_id, at) where bad;

-- Which row of a workbook became which record: the same row does not become another.
create table imported (
  module text not null,
  owner text not null references org,
  key text not null check (key ~ '^[0-9a-f]{64}$'),
  record_id uuid not null references record,
  at timestamptz not null,
  primary key (module, owner, key)
);
create index imported_record on imported (record_id);

/* Adds many entries to a chain, in their order, with one look at its head. */
create function audit_append_all(of_chain text, new_entries text[], happened timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  head public.audit_head;
  entry text;
begin
  select * into head from public.audit_head where chain = of_chain for update;
  if not found then
    insert into public.audit_head values (of_chain, 0, sha256(convert_to(of_chain, 'UTF8'))) on conflict do nothing;
    select * into head from public.audit_head where chain = of_chain for update;
  end if;
  foreach entry in array new_entries loop
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || convert_to(of_chain || E'\n' || head.seq || E'\n' || entry, 'UTF8'));
    insert into public.audit values (of_chain, head.seq, entry, head.hash, happened);
  end loop;
  update public.audit_head set seq = head.seq, hash = head.hash where chain = of_chain;
  return head.seq;
end $$;

grant select, insert, update, delete on job, import_row to luoshi_app;
grant select, insert, update on imported to luoshi_app;
