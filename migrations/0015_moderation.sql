-- What readers say of what the public sees.

create table flag (
    city_id bigint      not null references city (id),
    thing   uuid        not null,
    seat    bytea       not null,
    reason  text        not null check (reason in ('personal_data', 'insult', 'false', 'other')),
    at      timestamptz not null,
    primary key (city_id, thing, seat)
);
comment on table flag is 'tenant: from which seats a report or words were flagged, once each';
create index flag_by_seat on flag (city_id, seat);
