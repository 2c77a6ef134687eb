-- Teams: the crews of an agency, who is in them, and when they serve.

create table team (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    agency     text        not null,
    name       text        not null,
    vehicle    text,
    groups     text[]      not null,
    shifts     jsonb       not null,
    retired_at timestamptz,
    primary key (city_id, id)
);
comment on table team is 'tenant: the crews of an agency; of no resident: what the city itself says of its own people at work';
comment on column team.groups is 'the groups of kinds it does; empty for all';
comment on column team.shifts is 'on which weekdays from when until when it is on duty or on call, local time';
create index team_by_agency on team (city_id, agency, name);

create table team_member (
    city_id bigint not null references city (id),
    team    uuid   not null,
    person  uuid   not null,
    primary key (city_id, team, person)
);
comment on table team_member is 'tenant: who of an agency is in which team; of no resident: staff, in the record of their work';
create index team_member_by_person on team_member (city_id, person);
