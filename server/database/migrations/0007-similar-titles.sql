-- What titles are found by that are alike and not the same: pairs of neighbouring characters of what a title is about. A projection like `facet`,
-- written with the act. `pairs` is how many the whole title has, so that a likeness is worked out from this index alone.

create table title_pair (
  module text not null,
  pair text not null collate "C",
  record_id uuid not null references record,
  pairs smallint not null,
  primary key (module, pair, record_id) include (pairs)
);
create index title_pair_record on title_pair (record_id);

grant select, insert, update, delete on title_pair to luoshi_app;
