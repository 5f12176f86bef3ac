-- SPDX-License-Identifier: GPL-3.0-or-later
-- How long the samples of a category's hosts are kept, where that differs from what the backend was started with.

create table category_retention (
    category_id integer primary key,
    category_level smallint not null default 1 check (category_level = 1),
    raw_days integer check (raw_days between 1 and 36500),                  -- null: as the backend was started
    five_minute_days integer check (five_minute_days between 1 and 36500),
    hour_days integer check (hour_days between 1 and 36500),
    check (num_nonnulls(raw_days, five_minute_days, hour_days) > 0),
    foreign key (category_id, category_level) references tree_nodes (id, level) on delete cascade
);
select qd_versioned('category_retention', 'category_id');
comment on table category_retention is 'Retention of samples by category of the product tree';

-- For operators: sets or, with three nulls, ends the retention of a category named by its region and name. Like every
-- edit it belongs to a change: call qd_begin_change() before, in the same transaction.
create function qd_set_retention(region text, category text, raw integer, five_minutes integer, hours integer)
returns void
language plpgsql as $$
declare
    found_id integer;
begin
    select c.id into found_id from tree_nodes c join tree_nodes r on r.id = c.parent_id
        where r.level = 0 and r.name = region and c.level = 1 and c.name = category;
    if found_id is null then
        raise exception 'there is no category % in region %', category, region using errcode = 'no_data_found';
    end if;
    if num_nonnulls(raw, five_minutes, hours) = 0 then
        delete from category_retention where category_id = found_id;
    else
        insert into category_retention (category_id, raw_days, five_minute_days, hour_days)
            values (found_id, raw, five_minutes, hours)
            on conflict (category_id) do update set raw_days = excluded.raw_days,
                five_minute_days = excluded.five_minute_days, hour_days = excluded.hour_days;
    end if;
end
$$;

-- The hosts whose retention is not simply the general one, given in days. A host in several categories is kept as long
-- as the most patient of them wants.
create function qd_host_retention(raw integer, five_minutes integer, hours integer)
returns table (host_id integer, raw_days integer, five_minute_days integer, hour_days integer)
language sql stable as $$
    select m.host_id, max(coalesce(r.raw_days, raw)), max(coalesce(r.five_minute_days, five_minutes)),
        max(coalesce(r.hour_days, hours))
    from mounts m
    join tree_nodes component on component.id = m.node_id
    join tree_nodes service on service.id = component.parent_id
    left join category_retention r on r.category_id = service.parent_id
    where exists (select 1 from category_retention)
    group by m.host_id
    having count(r.category_id) > 0
$$;
