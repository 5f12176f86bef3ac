-- SPDX-License-Identifier: GPL-3.0-or-later
-- Samples: catalogue, journal, packs and roll-ups. Times are UTC milliseconds since the epoch; hosts are named by
-- number without a foreign key, because the sample path must not wait for locks on the inventory.

create table metric_series (
    id integer generated always as identity primary key,
    host_id integer not null,
    ordinal integer not null,           -- permanent number within the host; the slot of its column in packs
    labels text[] not null,             -- name, value, name, value, ... ascending by name; without tree labels
    unit text not null,
    kind smallint not null,             -- 0 gauge, 1 counter
    interval_ms integer not null,
    unique (host_id, ordinal)
);
comment on table metric_series is 'Every series that was ever registered';

create table metric_dictionary (
    host_id integer not null,
    dictionary bigint not null,         -- the sender''s 64-bit number, as signed
    part integer not null,              -- registrations in order; a later one wins
    slots integer[] not null,
    ordinals integer[] not null,        -- as many as slots
    primary key (host_id, dictionary, part)
);
comment on table metric_dictionary is 'Which series a sender''s slot numbers mean';

create table metric_progress (
    host_id integer not null,
    dictionary bigint not null,
    sequence bigint not null,
    updated_ms bigint not null,
    primary key (host_id, dictionary)
);
comment on table metric_progress is 'Newest block whose samples are all in packs; replay skips up to here';

create table metric_host (
    host_id integer primary key,
    newest_ms bigint not null,          -- newest sample in packs
    sent_ms bigint not null,
    received_ms bigint not null,
    committed_ms bigint not null,
    clock_offset_ms integer not null
);
comment on table metric_host is 'Newest stored data of each host and the hops that it took';

create table metric_journal (
    id bigint not null,                 -- ascending; all rows of one commit group share the group''s number
    part integer not null,              -- rows of a group in order
    written_ms bigint not null,
    data bytea not null                 -- framed blocks, see docs/protocol/block.md
) partition by range (written_ms);
alter table metric_journal alter column data set storage external;
comment on table metric_journal is 'Blocks as received, until packs hold them; one partition an hour';

create table metric_pack (
    host_id integer not null,
    first_ms bigint not null,
    last_ms bigint not null,            -- of the same UTC day as first_ms, at most two hours later
    row_count integer not null,
    directory integer[] not null,       -- end offsets of the sections of data
    data bytea not null                 -- not compressed again: substring() reads one section
) partition by range (first_ms);
alter table metric_pack alter column data set storage external;
create index on metric_pack (host_id, first_ms);
comment on table metric_pack is 'Raw samples, one row per host and some hundred rows of it; one partition a day';

create table metric_rollup_5m (
    host_id integer not null,
    first_ms bigint not null,           -- start of the day
    last_ms bigint not null,
    row_count integer not null,
    directory integer[] not null,
    data bytea not null
) partition by range (first_ms);
alter table metric_rollup_5m alter column data set storage external;
create index on metric_rollup_5m (host_id, first_ms);
comment on table metric_rollup_5m is 'Minimum, maximum, sum and count per 5 minutes; one row per host and day';

create table metric_rollup_1h (
    host_id integer not null,
    first_ms bigint not null,
    last_ms bigint not null,
    row_count integer not null,
    directory integer[] not null,
    data bytea not null
) partition by range (first_ms);
alter table metric_rollup_1h alter column data set storage external;
create index on metric_rollup_1h (host_id, first_ms);
comment on table metric_rollup_1h is 'Minimum, maximum, sum and count per hour; one row per host and day';

create table metric_rollup_due (
    host_id integer not null,
    day_ms bigint not null,
    primary key (host_id, day_ms)
);
comment on table metric_rollup_due is 'Days of hosts whose packs changed since their roll-ups were written';
