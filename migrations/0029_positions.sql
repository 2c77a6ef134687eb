-- Where the members of teams are while they are on duty and want it to be known.

-- Unlogged: no row of it ever reaches the write-ahead log, and so no archive of that log becomes a track of anybody.
create unlogged table team_position (
    city_id    bigint           not null references city (id),
    person     uuid             not null,
    since      timestamptz      not null,
    until      timestamptz      not null,
    at         timestamptz,
    lon        double precision,
    lat        double precision,
    accuracy_m double precision,
    primary key (city_id, person),
    check ((at is null) = (lon is null) and (at is null) = (lat is null))
);
comment on table team_position is 'tenant: where somebody of a team was last while on duty, by their own wish; one row each, gone when duty ends or 15 minutes after the last word, in no backup; of no resident: staff at work';
comment on column team_position.until is 'the end of the duty during which it is told';
