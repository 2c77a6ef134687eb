-- What a unit asks somebody outside the city hall, who answers by a link.

create table outside_request (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    report     uuid        not null,
    task       uuid        not null,
    nth        integer     not null,
    link       uuid        not null,
    agency     text,
    sealed     bytea,
    wrapped    bytea,
    language   text        not null,
    asked_at   timestamptz not null,
    answer_by  date        not null,
    expires_at timestamptz not null,
    ended_at   timestamptz,
    outcome    text        check (outcome in ('done', 'not_ours', 'revoked')),
    primary key (city_id, id),
    unique (city_id, link),
    check ((ended_at is null) = (outcome is null))
);
comment on table outside_request is 'tenant: what was asked of somebody outside, for which task, until when; who they are is sealed and goes 90 days after the end';
comment on column outside_request.nth is 'the event whose words are the question';
comment on column outside_request.link is 'what the link names; its other half is a mark only the installation can make, and is kept nowhere';
comment on column outside_request.agency is 'the agency of the pack it speaks for; null for somebody the unit named';
comment on column outside_request.sealed is 'name and address, under a key of their own; null for an agency, and once they were emptied';
create index outside_request_of_report on outside_request (city_id, report, asked_at);
create index outside_request_sealed on outside_request (city_id, expires_at) where sealed is not null;

-- Why somebody of staff looked at what is protected of a report.

create table protected_purpose (
    city_id  bigint      not null references city (id),
    id       uuid        not null,
    report   uuid        not null,
    person   uuid        not null,
    what     text        not null check (what in ('originals', 'report')),
    purpose  text        not null,
    said     text,
    at       timestamptz not null,
    until    timestamptz not null,
    primary key (city_id, id)
);
comment on table protected_purpose is 'tenant, append-only: for what somebody of staff opened a guarded report or original photos, and until when; of no resident: what staff say of their own work';
create index protected_purpose_open on protected_purpose (city_id, report, person, until);
