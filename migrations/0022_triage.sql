-- Triage: which report was made from another that told of two problems.

create table report_split (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    source  uuid        not null,
    at      timestamptz not null,
    primary key (city_id, report)
);
comment on table report_split is 'tenant: which report was split off from which; both have the same reporter';
create index report_split_by_source on report_split (city_id, source);

create table triage_batch (
    city_id   bigint      not null references city (id),
    id        uuid        not null,
    person    uuid        not null,
    act       text        not null check (act in ('send_on', 'refuse', 'merge', 'hide')),
    at        timestamptz not null,
    undone_at timestamptz,
    primary key (city_id, id)
);
comment on table triage_batch is 'tenant: what a coordinator did to many reports at once; of no resident: who of staff did what, and when';

create table triage_batch_item (
    city_id bigint   not null,
    batch   uuid     not null,
    report  uuid     not null,
    place   smallint not null,
    nth     integer,
    status  text     not null,
    agency  text,
    refused jsonb,
    primary key (city_id, batch, report)
);
comment on table triage_batch_item is 'tenant: each of the reports, how it stood before, and why not where it was not done; of no resident: sentences of ours';
comment on column triage_batch_item.nth is 'the last event of the report once it was done; null where it was refused';

create table reply (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    act        text        not null check (act in ('answer', 'refuse', 'ask')),
    kind       text,
    status     text,
    reason     text,
    title      text        not null,
    told_id    text        not null,
    told_en    text,
    written_by uuid        not null,
    written_at timestamptz not null,
    retired_at timestamptz,
    primary key (city_id, id),
    check (reason is null or act = 'refuse')
);
comment on table reply is 'tenant: what coordinators keep ready to say, with fields for the report at hand; of no resident: written by staff, for any report';
create index reply_in_use on reply (city_id, act, title, id) where retired_at is null;
