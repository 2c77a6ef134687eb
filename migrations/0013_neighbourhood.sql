-- The neighbourhood: what an area's office announces, what residents answer and thank for.

create table announcement (
    city_id      bigint      not null references city (id),
    id           uuid        not null,
    area         text        not null,
    agency       text,
    person       uuid        not null,
    title        text        not null,
    text         text        not null,
    at           timestamptz not null,
    ends_on      date        not null,
    withdrawn_at timestamptz,
    primary key (city_id, id)
);
comment on table announcement is 'tenant: what an office tells the people of its area, until a day; agency is null where a coordinator speaks; of no resident: what the office says';
create index announcement_by_area on announcement (city_id, area, ends_on);

create table thanks (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    session bytea       not null,
    agency  text,
    at      timestamptz not null,
    primary key (city_id, report, session)
);
comment on table thanks is 'tenant: who thanked for a closed report, one a browser; agency is who did the work then';
create index thanks_by_agency on thanks (city_id, agency, at);
create index thanks_by_session on thanks (city_id, session);

create table standing_mark (
    city_id    bigint      not null references city (id),
    report     uuid        not null,
    mark       text        not null check (mark in ('useful', 'abused')),
    kind_group text,
    at         timestamptz not null,
    primary key (city_id, report)
);
comment on table standing_mark is 'tenant: what became of a report as far as it says something of who sent it; nobody is named, whose it is stands where reports are held';

create table standing_off (
    city_id bigint      not null references city (id),
    session bytea       not null,
    since   timestamptz not null,
    primary key (city_id, session)
);
comment on table standing_off is 'tenant: who wants no standing reckoned of their reports';
