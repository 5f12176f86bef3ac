-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may come in. Secrets are hashes; they stand beside the versioned tables, so that an old hash is gone when its
-- password is.

create table users (
    id integer generated always as identity primary key,
    name text not null unique check (name <> ''),
    role smallint not null check (role between 0 and 2), -- viewer, operator, administrator
    is_active boolean not null default true
);
select qd_versioned('users');

create table user_passwords (
    user_id integer primary key references users on delete cascade,
    hash text not null, -- Argon2id in its encoded form
    changed_at timestamptz not null default clock_timestamp()
);

-- API tokens and console sessions. A session lives for 30 days of use, a token until it expires or is revoked.
create table tokens (
    id integer generated always as identity primary key,
    user_id integer not null references users,
    kind smallint not null check (kind between 0 and 1), -- API, session
    label text not null,
    hash bytea not null unique, -- BLAKE2b-256
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz, -- null: never
    revoked_at timestamptz
);
select qd_versioned('tokens');
create index tokens_user on tokens (user_id);

-- Changes with use and is no edit, so it has no history.
create table token_uses (
    token_id integer primary key references tokens on delete cascade,
    last_used_at timestamptz not null
);

-- With one of these one agent may enrol, once (R101).
create table enrol_tokens (
    id integer generated always as identity primary key,
    hash bytea not null unique, -- BLAKE2b-256
    issued_by integer not null references users,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_by_host integer
);
select qd_versioned('enrol_tokens');

create table settings (
    id integer generated always as identity primary key,
    name text not null unique check (name <> ''),
    value jsonb not null
);
select qd_versioned('settings');
