-- What titles are found by that are alike and not the same: pairs of neighbouring characters of what a title is about. A projection like `facet`,
-- written with the act. `pairs` is how many the whole title has, so that a likeness is worked out from this index alone. No other index: whoever writes
-- knows the former title.

create table title_pair (
  module text not null,
  pair text not null collate "C",
  record_id uuid not null references record,
  pairs smallint not null,
  primary key (module, pair, record_id) include (pairs)
);

grant select, insert, update, delete on title_pair to luoshi_app;
