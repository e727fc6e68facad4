-- 逐级包含: what a link may name, as the declarations say it, so that no record becomes approved while one of its links does not hold.
-- The rules are written at every start by the owner of the schema; the running product only reads them.

create table link_rule (
  module text not null,
  field text not null,
  -- The business the linked record must be of.
  target text not null,
  own boolean not null,
  decided boolean not null,
  required boolean not null,
  where_field text,
  among text[],
  primary key (module, field),
  check ((where_field is null) = (among is null))
);
grant select on link_rule to luoshi_app;
revoke insert, update, delete on link_rule from luoshi_app;

/* What the link fields of these values name: one record each, or a list of them. */
create function named_links(of_module text, of_values jsonb) returns table (field text, target_id uuid) language sql stable as $$
  select rule.field, (named ->> 'id')::uuid
  from link_rule rule
  cross join lateral jsonb_array_elements(
    case jsonb_typeof(of_values -> rule.field) when 'array' then of_values -> rule.field when 'object' then jsonb_build_array(of_values -> rule.field) else '[]' end
  ) as named
  where rule.module = of_module
$$;

/* Links of these values that their own rule refuses, and required ones that are missing (with no target). `since` is when the target came to where it stands. */
create function refused_links(of_module text, of_owner text, of_values jsonb)
returns table (field text, target_id uuid, title text, since timestamptz) language sql stable as $$
  select named.field, named.target_id, target.title, target.since
  from named_links(of_module, of_values) named
  join link_rule rule on rule.module = of_module and rule.field = named.field
  left join record target on target.id = named.target_id
  where target.id is null
    or target.module <> rule.target
    or target.stage in ('void', 'closed')
    or (rule.own and target.owner <> of_owner)
    or (rule.decided and target.approved is null)
    or (rule.where_field is not null
      and not coalesce((case when rule.decided then target.approved else target.record_values end) ->> rule.where_field = any(rule.among), false))
  union all
  select rule.field, null, null, null from link_rule rule
  where rule.module = of_module and rule.required and not exists (select 1 from named_links(of_module, of_values) named where named.field = rule.field)
$$;

/* These records and all they rest on, link below link: by what was decided of each, or, while nothing was, by what it says. */
create function ground_of(of_records uuid[]) returns table (record_id uuid) language sql stable as $$
  with recursive ground as (
    select unnest(of_records) as id
    union
    select named.target_id
    from ground
    join record on record.id = ground.id
    cross join lateral named_links(record.module, coalesce(record.approved, record.record_values)) named
  )
  select ground.id from ground
$$;

/*
 * Since when something does not hold that this record rests on, however far below; null while all of it holds. One that is not decided yet may still
 * lack a link. Asked last of a row: it looks at every record below.
 */
create function ground_lost_at(of_record uuid) returns timestamptz language sql stable cost 10000 as $$
  select min(coalesce(refused.since, below.approved_at, below.since))
  from ground_of(array[of_record]) ground
  join record below on below.id = ground.record_id
  cross join lateral refused_links(below.module, below.owner, coalesce(below.approved, below.record_values)) refused
  where refused.target_id is not null or below.approved is not null
$$;

/*
 * Keeps these records and all they rest on as they are until the transaction ends, in the order of their ids: whoever would change one waits, and what
 * others have just changed is seen. What a change waited for has put below them is kept as well.
 */
create function hold_ground(of_records uuid[]) returns void language plpgsql as $$
declare
  held uuid[] := '{}';
  more uuid[];
begin
  loop
    select coalesce(array_agg(ground.record_id), '{}') into more from ground_of(of_records) ground where ground.record_id <> all(held);
    exit when more = '{}';
    perform 1 from record where record.id = any(more) order by record.id for share;
    held := held || more;
  end loop;
end $$;

/*
 * The links among these values that do not hold: refused by their own rule, required and missing (with no target), or naming a record that holds but
 * whose own ground is gone (`below`). With `hold` all of it stays as it is until the transaction ends.
 */
create function broken_links(of_module text, of_owner text, of_values jsonb, hold boolean)
returns table (field text, target_id uuid, title text, below boolean) language plpgsql as $$
#variable_conflict use_column
begin
  if hold then
    perform hold_ground(array(select named.target_id from named_links(of_module, of_values) named));
  end if;
  return query
    with refused as (select * from refused_links(of_module, of_owner, of_values))
    select refused.field, refused.target_id, refused.title, false from refused
    union all
    select named.field, named.target_id, target.title, true
    from named_links(of_module, of_values) named
    join record target on target.id = named.target_id
    where not exists (select 1 from refused where (refused.field, refused.target_id) = (named.field, named.target_id))
      and ground_lost_at(target.id) is not null;
end $$;

create function record_links_hold() returns trigger language plpgsql as $$
declare
  broken text;
begin
  -- Decided again, or other links in what is decided. What stood when it was decided stays so, whatever becomes of the linked records.
  if tg_op = 'UPDATE'
    and (old.module, old.owner) = (new.module, new.owner)
    and (old.stage = 'approved' or new.stage <> 'approved')
    and (old.approved is null) = (new.approved is null)
    and not exists (
      select 1 from link_rule rule where rule.module = new.module and (
        old.approved -> rule.field is distinct from new.approved -> rule.field
        or (new.stage = 'approved' and old.record_values -> rule.field is distinct from new.record_values -> rule.field))
    )
  then
    return null;
  end if;
  select string_agg(distinct field, ', ') into broken from (
    select field from broken_links(new.module, new.owner, new.approved, true)
    union all
    select field from broken_links(new.module, new.owner, new.record_values, true) where new.stage = 'approved'
  ) as found;
  if broken is not null then
    raise exception 'a record may not be approved while its links do not hold: % of %', broken, new.module
      using errcode = 'integrity_constraint_violation', constraint = 'record_links_hold';
  end if;
  return null;
end $$;
-- The owner of the schema brings back backups as they were.
create constraint trigger record_links_hold after insert or update on record for each row
  when ((new.stage = 'approved' or new.approved is not null) and current_user = 'luoshi_app') execute function record_links_hold();
