-- SPDX-License-Identifier: GPL-3.0-or-later
-- The product tree, the hosts and their places in it.

create table tree_nodes (
    id integer generated always as identity primary key,
    parent_id integer,
    level smallint not null check (level between 0 and 3), -- region, category, service, component
    parent_level smallint generated always as (level - 1) stored,
    name text not null check (name <> ''),
    unique (id, level),
    check ((level = 0) = (parent_id is null)),
    foreign key (parent_id, parent_level) references tree_nodes (id, level)
);
-- A region has no parent, and two nulls would never be equal.
create unique index tree_nodes_sibling_name on tree_nodes (coalesce(parent_id, 0), name);
select qd_versioned('tree_nodes');

create table hosts (
    id integer generated always as identity primary key,
    uuid uuid not null unique,
    agent_key bytea not null,
    machine_id text not null,
    macs text[] not null,
    serial text not null
);
select qd_versioned('hosts');

create table host_facts (
    host_id integer primary key references hosts on delete cascade,
    facts jsonb not null,
    hostname text generated always as (facts ->> 'hostname') stored
);
create index host_facts_hostname on host_facts (hostname);
select qd_versioned('host_facts', 'host_id');

create table mounts (
    id integer generated always as identity primary key,
    host_id integer not null references hosts on delete cascade,
    node_id integer not null,
    node_level smallint not null default 3 check (node_level = 3),
    unique (host_id, node_id),
    foreign key (node_id, node_level) references tree_nodes (id, level)
);
create index mounts_node on mounts (node_id);
select qd_versioned('mounts');
create index mounts_versions_host on mounts_versions (host_id);

-- What happened on hosts: only ever added to, and dropped by age when the setting below is on in the transaction.
create table host_events (
    id bigint generated always as identity primary key,
    host_id integer not null references hosts,
    event_id text not null check (event_id <> ''),
    at timestamptz not null,
    received_at timestamptz not null default clock_timestamp(),
    severity smallint not null check (severity between 0 and 2), -- info, warning, error
    source text not null,
    message text not null,
    unique (host_id, event_id)
);
create index host_events_newest on host_events (host_id, at desc, id desc);
create trigger refuse_edit before update or truncate on host_events
    execute function qd_refuse('events are only ever added');
create trigger refuse_delete before delete on host_events
    for each statement when (coalesce(current_setting('qd.retention', true), '') <> 'on')
    execute function qd_refuse('events are only dropped by retention');

-- Where a host appears until somebody mounts it elsewhere (R057, R339).
select qd_begin_change(0, 'quarterdeck', 'first start: the default place of new hosts');
insert into tree_nodes (parent_id, level, name) values (null, 0, 'default');
insert into tree_nodes (parent_id, level, name)
    select id, 1, 'default' from tree_nodes where level = 0 and name = 'default';
insert into tree_nodes (parent_id, level, name)
    select id, 2, 'default' from tree_nodes where level = 1 and name = 'default';
insert into tree_nodes (parent_id, level, name)
    select id, 3, 'unassigned' from tree_nodes where level = 2 and name = 'default';
insert into settings (name, value)
    select 'inventory.defaultComponent', to_jsonb(id) from tree_nodes where level = 3 and name = 'unassigned';
