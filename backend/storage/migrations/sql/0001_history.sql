-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every table of configuration or inventory keeps all its versions. This is the one mechanism for it.
--
--   T            the table as it is now: foreign keys, unique constraints and upserts work as anywhere
--   T_versions   every version that T's rows ever had, with its span of validity and the change that made it; the
--                version with the open span is the current one
--   T_as_of(t)   the rows of T as they were at a moment
--   T_current    the versions that are valid now; equal to T
--
-- A transaction that edits such a table says first who does it and why: select qd_begin_change(user, actor, reason).

create extension if not exists btree_gist;

create table changes (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    user_id integer, -- no foreign key: the record outlives the account, and the first change precedes every account
    actor text not null check (actor <> ''),
    reason text not null
);
create index changes_at on changes (at);

-- Opens the change that this transaction's edits belong to and returns its number. A later call in the same
-- transaction opens another one.
create function qd_begin_change(by_user integer, by_actor text, why text) returns bigint
language plpgsql as $$
declare
    change bigint;
begin
    insert into changes (user_id, actor, reason) values (nullif(by_user, 0), by_actor, why) returning id into change;
    perform set_config('qd.change', change::text, true);
    return change;
end
$$;

create function qd_current_change() returns changes
language plpgsql stable as $$
declare
    setting text := nullif(current_setting('qd.change', true), '');
    found_change changes;
begin
    if setting is null then
        raise exception 'no change is open in this transaction'
            using errcode = 'object_not_in_prerequisite_state',
                  hint = 'Call qd_begin_change(user id, actor, reason) first, in the same transaction.';
    end if;
    select * into strict found_change from changes where id = setting::bigint;
    return found_change;
end
$$;

-- Closes the open version of a row and begins the next. Argument 0 is the name of the key column.
create function qd_record_version() returns trigger
language plpgsql as $$
declare
    versions text := quote_ident(tg_table_schema) || '.' || quote_ident(tg_table_name || '_versions');
    key_column text := tg_argv[0];
    change changes;
    key integer;
    opened timestamptz;
    boundary timestamptz;
begin
    if tg_op = 'UPDATE' then
        if new is not distinct from old then
            return null;
        end if;
        if (to_jsonb(new) -> key_column) <> (to_jsonb(old) -> key_column) then
            raise exception 'the key %.% cannot change', tg_table_name, key_column
                using errcode = 'integrity_constraint_violation';
        end if;
    end if;

    change := qd_current_change();
    key := (to_jsonb(coalesce(new, old)) ->> key_column)::integer;
    boundary := change.at;

    if tg_op = 'INSERT' then
        -- A key that was deleted earlier in the same change.
        execute format('select max(upper(valid)) from %s where %I = $1', versions, key_column) into opened using key;
        boundary := greatest(boundary, opened);
    else
        execute format('select lower(valid) from %s where %I = $1 and upper_inf(valid) for update', versions, key_column)
            into opened using key;
        -- Two changes may wait for one another's row in the opposite order of their stamps; a span is never empty
        -- and never runs backwards.
        if opened is not null and boundary <= opened then
            boundary := opened + interval '1 microsecond';
        end if;
        execute format('update %s set valid = tstzrange(lower(valid), $2) where %I = $1 and upper_inf(valid)',
                       versions, key_column)
            using key, boundary;
    end if;
    if tg_op <> 'DELETE' then
        execute format('insert into %s select tstzrange($1, null), $2, ($3).*', versions) using boundary, change.id, new;
    end if;
    return null;
end
$$;

create function qd_refuse() returns trigger
language plpgsql as $$
begin
    raise exception '% on % is not allowed: %', tg_op, tg_table_name, tg_argv[0]
        using errcode = 'integrity_constraint_violation';
end
$$;

-- Gives an existing table its history. The key must be an integer column that is unique and never changes. Rows that
-- are already there become versions of the open change. A later migration that adds a column adds it to T and then,
-- in the same order, to T_versions.
create function qd_versioned(tab regclass, key_column text default 'id') returns void
language plpgsql as $$
declare
    short text := (select relname from pg_class where oid = tab);
    versions text := quote_ident(short || '_versions');
begin
    execute format('create table %s (valid tstzrange not null check (not isempty(valid)), '
                   'change_id bigint not null references changes, like %s)', versions, tab);
    execute format('alter table %s add constraint %I exclude using gist (%I with =, valid with &&)',
                   versions, short || '_versions_no_overlap', key_column);
    execute format('create unique index %I on %s (%I) where upper_inf(valid)',
                   short || '_versions_open', versions, key_column);
    execute format('create index %I on %s (change_id)', short || '_versions_change', versions);
    execute format('create view %I as select * from %s where upper_inf(valid)', short || '_current', versions);
    execute format('create function %I(moment timestamptz) returns setof %s language sql stable as '
                   '$q$select * from %s where valid @> moment$q$', short || '_as_of', versions, versions);
    execute format('create trigger record_version after insert or update or delete on %s '
                   'for each row execute function qd_record_version(%L)', tab, key_column);
    execute format('create trigger refuse_truncate before truncate on %s '
                   'execute function qd_refuse(''it would leave no history'')', tab);
    execute format('insert into %s select tstzrange((qd_current_change()).at, null), (qd_current_change()).id, t.* '
                   'from %s t', versions, tab);
end
$$;
