-- The hall: what intake and notices remember.

create table intake_key (
    scope    text        not null,
    key      text        not null,
    digest   bytea       not null,
    city     bigint      not null references city (id),
    report   uuid        not null,
    answer   jsonb,
    taken_at timestamptz not null,
    primary key (scope, key)
);
comment on table intake_key is 'control: idempotency keys; the first answer is kept 30 days without its secret, then the key still finds its report';
create index intake_key_by_report on intake_key (report);
create index intake_key_by_age on intake_key (taken_at) where answer is not null;

create table notice (
    city_id bigint      not null references city (id),
    id      uuid        not null,
    report  uuid        not null,
    source  uuid        not null,
    nth     integer     not null,
    audience text       not null check (audience in ('reporter', 'person', 'supporters')),
    person  uuid,
    message jsonb       not null,
    at      timestamptz not null,
    read_at timestamptz,
    primary key (city_id, id),
    unique nulls not distinct (city_id, report, source, nth, audience, person),
    check ((audience = 'person') = (person is not null))
);
comment on table notice is 'tenant: what is told in the app to a person, to a report''s reporter, or to all who support it';
comment on column notice.source is 'the report whose event this is, which may be one that the report follows';
create index notice_by_person on notice (city_id, person, at desc) where person is not null;

create table source_row (
    city_id bigint not null references city (id),
    source  text   not null,
    row_id  text   not null,
    report  uuid   not null,
    primary key (city_id, source, row_id)
);
comment on table source_row is 'tenant: which row of which imported file became which report; of no resident: numbers of rows in the citys own files';
