-- The ground: what a city is before anyone reports.

create table city (
    id        bigint      primary key,
    slug      text        not null unique check (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
    code      text        not null unique check (code ~ '^[A-Z]{2,7}$'),
    area_code text        not null,
    name      text        not null,
    state     text        not null check (state in ('listening', 'trial', 'joined', 'training')),
    timezone  text        not null,
    lon       float8      not null,
    lat       float8      not null,
    area_km2  float8      not null check (area_km2 > 0),
    hosts     text[]      not null default '{}',
    west      float8,
    south     float8,
    east      float8,
    north     float8,
    version   bigint      not null default 1,
    joined_at timestamptz
);
comment on table city is 'reference: every city this installation knows; version grows with every change of its ground; west to north is the box around its shapes';

create unique index city_area_code on city (area_code) where state <> 'training';

create table city_part (
    city_id bigint not null references city (id),
    part    text   not null,
    body    jsonb  not null,
    primary key (city_id, part)
);
comment on table city_part is 'tenant: the parts of a city''s pack (kinds, agencies, routing, hours, …), each one checked document; of no resident: what the city itself says';

create table area (
    city        bigint  not null references city (id),
    code        text    not null,
    parent      text,
    level       text    not null check (level in ('city', 'kecamatan', 'kelurahan')),
    name        text    not null,
    shape       bytea,
    approximate boolean not null,
    retired_at  timestamptz,
    primary key (city, code)
);
comment on table area is 'reference: parts of cities; shape is WKB in WGS84 degrees, longitude first';

-- People of the city hall. A person may serve in several cities; what one may do is a duty, and that is a city's.

create table person (
    id           uuid        primary key,
    email        text        not null unique check (email = lower(email)),
    name         text        not null,
    password     text,
    language     text        not null default 'id',
    disabled_at  timestamptz,
    created_at   timestamptz not null,
    last_seen_at timestamptz
);
comment on table person is 'control: staff who sign in; of no resident: staff, in the record of their work';

create table duty (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    person     uuid        not null,
    role       text        not null,
    agency     text,
    area       text,
    created_at timestamptz not null,
    ended_at   timestamptz,
    primary key (city_id, id)
);
comment on table duty is 'tenant: role x area x agency; what a person may do in a city; of no resident: staff, in the record of their work';
create index duty_by_person on duty (city_id, person) where ended_at is null;

create table person_city (
    person uuid   not null references person (id),
    city   bigint not null references city (id),
    primary key (person, city)
);
comment on table person_city is 'control: in which cities a person serves, so that one city does not change what guards another; of no resident: staff';

create table session (
    id           bytea       primary key,
    person       uuid        references person (id),
    resident     uuid,
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    expires_at   timestamptz not null,
    factor       text        check (factor in ('passkey', 'totp', 'recovery', 'provider')),
    shown_at     timestamptz,
    city         bigint      references city (id),
    check (person is null or resident is null)
);
comment on table session is 'control: browsers we know; id is the SHA-256 of what the cookie holds; of a person of staff or a resident';
comment on column session.factor is 'what a person of staff showed beside or instead of a password; null: nothing';
comment on column session.city is 'the only city it counts in, where that city''s own provider vouched for whoever came; null: everywhere';
comment on column session.shown_at is 'when they last showed who they are';
create index session_by_resident on session (resident) where resident is not null;

create table invitation (
    token      bytea       primary key,
    id         uuid        not null unique,
    person     uuid        not null references person (id) unique,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
comment on table invitation is 'control: links by which somebody new sets their first password or passkey, one each; token is the SHA-256 of what the link holds, which is drawn from id and the installation''s secret; gone once used; of no resident: staff, in the record of their work';

create table sign_in_try (
    name     text        not null,
    origin   text        not null,
    tried_at timestamptz not null
);
comment on table sign_in_try is 'control: failed sign-ins by keyed digest of name and origin, for the back-off; swept after a day; of no resident: digests nobody can turn back';
create index sign_in_try_by_name on sign_in_try (name, tried_at);
create index sign_in_try_by_origin on sign_in_try (origin, tried_at);

create table session_report (
    city_id bigint      not null references city (id),
    session bytea       not null,
    report  uuid        not null,
    since   timestamptz not null,
    primary key (city_id, session, report)
);
comment on table session_report is 'tenant: reports a browser may see as their reporter, because it sent them or showed their key';
create index session_report_by_report on session_report (city_id, report);

-- Messages owed to people: decided by listeners, sent by channels.

create table owed (
    city_id      bigint      not null references city (id),
    id           uuid        not null,
    dedupe       text        not null,
    channel      text        not null,
    recipient    uuid        not null,
    message      jsonb       not null,
    owed_at      timestamptz not null,
    due_at       timestamptz not null,
    envelope     text,
    lease_until  timestamptz,
    tries        integer     not null default 0,
    delivered_at timestamptz,
    given_up_at  timestamptz,
    failure      text,
    primary key (city_id, id),
    unique (city_id, dedupe)
);
comment on table owed is 'tenant: who is told what, once; recipient is a contact or a person, never an address';
create index owed_by_recipient on owed (city_id, recipient);
comment on column owed.envelope is 'the dedupe of the daily message that carries this one; such a row is never delivered by itself';
create index owed_due on owed (due_at, city_id) where delivered_at is null and given_up_at is null and envelope is null;
create index owed_inside on owed (city_id, envelope) where envelope is not null and delivered_at is null;
create policy reader on owed for select to :"reader" using (true);
grant select on owed to :"reader";

-- Who looked at protected data, and who did what beside the log.

create table audit (
    city_id bigint      not null references city (id),
    id      uuid        not null,
    at      timestamptz not null,
    actor   uuid,
    act     text        not null,
    thing   uuid,
    body    jsonb       not null,
    salt    bytea       not null,
    epoch   integer     not null,
    xid     xid8        not null default pg_current_xact_id(),
    primary key (city_id, id)
);
comment on table audit is 'tenant, append-only: acts beside the log and reads of protected data; of no resident: codes, ids, numbers and moments';
create index audit_in_order on audit (city_id, epoch, xid, id);

create table audit_chain (
    city_id bigint not null references city (id),
    nth     bigint not null,
    entry   uuid   not null,
    digest  bytea  not null,
    primary key (city_id, nth),
    unique (city_id, entry)
);
comment on table audit_chain is 'tenant, append-only: each audit row''s digest over the one before, written by the trail listener; of no resident: digests of codes';
