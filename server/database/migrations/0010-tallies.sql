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
  -- Whether all that the record rests on holds; what has lost its ground counts nowhere until it has it again.
  grounded boolean not null default true,
  primary key (record_id, figure, org_id, kind, on_day)
);
create index tally_figure on tally (figure, on_day, org_id, kind) include (amount, counted_at, same) where grounded;
-- The records behind one unit's figure, the latest first.
create index tally_unit on tally (org_id, figure, on_day desc, record_id desc) include (kind, counted_at) where grounded;

grant select, insert, update, delete on tally to luoshi_app;

/*
 * Follows every record that others may rest on, or that rests on others: whatever rests on it, however far above, counts or counts no more. `link` may name more
 * than what was decided rests on, never less. The rows are held before the ground is looked at: of two grounds that change at once the later sees both.
 */
create function tallies_follow_ground() returns trigger language plpgsql as $$
declare
  resting uuid[];
begin
  if not exists (select 1 from link_rule where new.module in (link_rule.module, link_rule.target)) then
    return null;
  end if;
  with recursive above as (
    select new.id as id
    union
    select link.record_id from above join link on link.target_id = above.id
  )
  select array_agg(above.id) into resting from above;
  perform 1 from tally where record_id = any(resting) order by record_id, figure, org_id, kind, on_day for update;
  perform settle_ground(resting, new.changed_at);
  return null;
end $$;

/* Writes down whether these records have their ground. One that has it again counts from that moment on. */
create function settle_ground(of_records uuid[], happened timestamptz) returns void language sql as $$
  with stands as materialized (
    select id, ground_lost_at(id) is null as holds from (select distinct record_id as id from tally where record_id = any(of_records)) as counted
  )
  update tally set grounded = stands.holds, counted_at = case when stands.holds then happened else tally.counted_at end
  from stands where tally.record_id = stands.id and tally.grounded <> stands.holds
$$;

create trigger record_tallies_follow_ground after update on record for each row
  when (old.stage is distinct from new.stage or old.approved is distinct from new.approved or old.record_values is distinct from new.record_values)
  execute function tallies_follow_ground();

-- Of tallies: whose sums of which figures are others.
alter table outbox add column figures text[];

/* Tells those who keep sums ready that there are others, and of whom, whoever wrote the rows: once for a statement that touched any. */
create function tell_of_tallies() returns trigger language plpgsql as $$
begin
  insert into outbox (kind, orgs, figures)
    select 'tally', array_agg(distinct org_id), array_agg(distinct figure) from touched having count(*) > 0;
  return null;
end $$;
create trigger tally_new after insert on tally referencing new table as touched for each statement execute function tell_of_tallies();
create trigger tally_other after update on tally referencing new table as touched for each statement execute function tell_of_tallies();
create trigger tally_gone after delete on tally referencing old table as touched for each statement execute function tell_of_tallies();
