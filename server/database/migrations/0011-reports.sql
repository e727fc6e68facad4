-- Schemes, periods, computations, fixed reports. What a fixed report rests on is never changed, also not by a program at fault.

create table scheme (
  id text primary key,
  report text not null check (report in ('district', 'project')),
  content jsonb not null,
  valid_from date not null,
  -- A draft may be changed until it is put in force.
  in_force boolean not null,
  version int not null default 1,
  made_by uuid references person,
  made_by_name text not null,
  made_at timestamptz not null,
  note text
);
-- One scheme in force from a day on.
create unique index scheme_from on scheme (report, valid_from) where in_force;

create table period (
  id uuid primary key,
  report text not null check (report in ('district', 'project')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  opened_by uuid not null references person,
  opened_by_name text not null,
  opened_at timestamptz not null,
  unique (report, first_day)
);

create table computation (
  id uuid primary key,
  period_id uuid not null references period,
  number int not null check (number >= 1),
  scheme_id text not null references scheme,
  -- The scheme, the figures and the result word for word, so that it can be computed again to itself.
  scheme jsonb not null,
  units jsonb not null,
  result jsonb not null,
  -- What a cockpit shows beside the scores: a past report shows its own boards for ever.
  boards jsonb not null,
  digest text not null,
  -- What was decided until then is counted.
  locked_at timestamptz not null,
  computed_by uuid not null references person,
  computed_by_name text not null,
  unique (period_id, number)
);

-- Asked for by one person, done by another.
create table fixing (
  period_id uuid primary key references period,
  computation_id uuid not null references computation,
  cause text,
  asked_by uuid not null references person,
  asked_by_name text not null,
  asked_at timestamptz not null
);

create table fixed_report (
  id uuid primary key,
  period_id uuid not null references period,
  -- 1, then a reissue each time it is put right.
  issue int not null check (issue >= 1),
  computation_id uuid not null unique references computation,
  cause text check ((issue = 1) = (cause is null)),
  asked_by uuid not null references person,
  asked_by_name text not null,
  fixed_by uuid not null references person check (fixed_by <> asked_by),
  fixed_by_name text not null,
  fixed_at timestamptz not null,
  -- Over the rows of `fixed_tally`; what the computation's own digest covers is scheme, figures and result.
  rows_digest text not null,
  unique (period_id, issue)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger computation_stays before update or delete on computation for each row execute function refuse_change();
create trigger computation_stays_whole before truncate on computation execute function refuse_change();
create trigger fixed_report_stays before update or delete on fixed_report for each row execute function refuse_change();
create trigger fixed_report_stays_whole before truncate on fixed_report execute function refuse_change();

-- A scheme in force, or that something was computed by, keeps its content, its report and its day, and stays in force.
create function keep_used_scheme() returns trigger language plpgsql as $$
begin
  if (tg_op = 'DELETE' or new.content <> old.content or new.valid_from <> old.valid_from or new.id <> old.id or new.report <> old.report
      or (old.in_force and not new.in_force))
    and (old.in_force or exists (select 1 from computation where computation.scheme_id = old.id)) then
    raise exception 'scheme % is in force', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger scheme_kept before update or delete on scheme for each row execute function keep_used_scheme();

grant select, insert on period, computation, fixed_report to luoshi_app;
grant select, insert, update, delete on scheme, fixing to luoshi_app;
