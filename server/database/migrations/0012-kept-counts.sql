-- What a fixed report was counted from, and figures that nobody counts but somebody enters.

/*
 * The tallies as they were when the report was fixed, copied in the statement that fixes it: all they name is there then, and none of it can be deleted, so
 * that a million rows need not be checked against their tables once more.
 */
create table fixed_tally (
  fixed_report_id uuid not null,
  org_id text not null,
  figure text not null,
  kind text not null,
  on_day date not null,
  record_id uuid not null,
  amount numeric not null,
  same text not null,
  module text not null,
  title text not null,
  -- The record's latest act then: the acts up to it say what was counted.
  version int not null,
  primary key (fixed_report_id, figure, org_id, kind, on_day, record_id)
);
create trigger fixed_tally_stays before update or delete on fixed_tally for each row execute function refuse_change();
-- Rows come with the report that they are of, in its own statement, and none after it. A restore brings them before it: it refers to other tables, they to none.
create function refuse_more_rows() returns trigger language plpgsql as $$
begin
  if exists (select 1 from fixed_report where id = new.fixed_report_id) then
    raise exception 'fixed report % takes no more rows', new.fixed_report_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger fixed_tally_comes_once before insert on fixed_tally for each row execute function refuse_more_rows();
create trigger fixed_tally_stays_whole before truncate on fixed_tally execute function refuse_change();

-- 手工录入的指标值. What is entered anew is another version, so that an earlier computation still finds what it used.
create table hand_figure (
  period_id uuid not null references period,
  indicator text not null,
  org_id text not null references org,
  version int not null check (version >= 1),
  -- A figure as a scheme takes it, or null: it has not come, or was taken back.
  figure jsonb not null,
  basis text not null,
  -- Why, where the period was fixed already: it counts in the reissue.
  cause text,
  entered_by uuid not null references person,
  entered_by_name text not null,
  entered_at timestamptz not null,
  primary key (period_id, indicator, org_id, version)
);
create trigger hand_figure_stays before update or delete on hand_figure for each row execute function refuse_change();
create trigger hand_figure_stays_whole before truncate on hand_figure execute function refuse_change();

grant select, insert on fixed_tally, hand_figure to luoshi_app;
