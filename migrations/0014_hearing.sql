-- Hearing back: what people chose, where they are found, and what they follow.

create table hearing_choice (
    city_id bigint      not null references city (id),
    who     bytea       not null,
    body    jsonb       not null,
    at      timestamptz not null,
    primary key (city_id, who)
);
comment on table hearing_choice is 'tenant: how somebody wishes to be told; who is a seat, a person, or the keyed digest of an address';

create table ear (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    kind       text        not null check (kind in ('push', 'email')),
    browser    bytea,
    seat       bytea,
    person     uuid,
    sealed     bytea       not null,
    lookup     bytea       not null,
    language   text        not null default 'id',
    created_at timestamptz not null,
    primary key (city_id, id)
);
comment on table ear is 'tenant: where somebody can be reached, encrypted: a device''s subscription, or an address that is no report''s';
comment on column ear.browser is 'the browser the device was told of in; seat is whose it is, that browser or the resident signed in there';
create index ear_by_seat on ear (city_id, seat) where seat is not null;
create index ear_by_browser on ear (city_id, browser) where browser is not null;
create index ear_by_person on ear (city_id, person) where person is not null;
create index ear_by_lookup on ear (city_id, lookup);

create table mail_stop (
    city_id bigint      not null references city (id),
    lookup  bytea       not null,
    at      timestamptz not null,
    primary key (city_id, lookup)
);
comment on table mail_stop is 'tenant: addresses, by keyed digest, that want no mail';

create table alert (
    city_id      bigint      not null references city (id),
    id           uuid        not null,
    area         text,
    lon          float8,
    lat          float8,
    radius_m     integer     check (radius_m between 100 and 5000),
    kind         text,
    kind_group   text,
    fresh        boolean     not null default true,
    done         boolean     not null default false,
    announced    boolean     not null default false,
    way          text        not null check (way in ('app', 'push', 'email')),
    pace         text        not null check (pace in ('at_once', 'daily')),
    seat         bytea,
    person       uuid,
    ear          uuid,
    lookup       bytea,
    created_at   timestamptz not null,
    confirmed_at timestamptz,
    primary key (city_id, id)
);
comment on table alert is 'tenant: what somebody follows, an area or a circle; nothing is told before it is confirmed';
create index alert_by_area on alert (city_id, area) where area is not null and confirmed_at is not null;
create index alert_by_seat on alert (city_id, seat) where seat is not null;
create index alert_by_person on alert (city_id, person) where person is not null;
create index alert_by_lookup on alert (city_id, lookup) where lookup is not null;

create table alert_block (
    city_id bigint   not null references city (id),
    size    smallint not null,
    block   bigint   not null,
    alert   uuid     not null,
    primary key (city_id, size, block, alert)
);
comment on table alert_block is 'tenant: the blocks of cells a circle touches, so that a report finds the circles around it by equality';
create index alert_block_by_alert on alert_block (city_id, alert);

create table alert_hit (
    city_id bigint      not null references city (id),
    alert   uuid        not null,
    report  uuid        not null,
    what    text        not null check (what in ('fresh', 'done')),
    at      timestamptz not null,
    primary key (city_id, alert, report, what)
);
create index alert_hit_by_time on alert_hit (city_id, alert, at desc);
comment on table alert_hit is 'tenant: what an alert found, each once; at is from when it may be told';
