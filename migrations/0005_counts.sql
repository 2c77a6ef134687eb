-- The tower: counts that follow the log.

create table counts_generation (
    city_id    bigint  not null references city (id),
    generation integer not null,
    primary key (city_id)
);
comment on table counts_generation is 'tenant: which generation of a city''s counts is read; a rebuild writes the next one and then moves this';

create table counted (
    city_id    bigint   not null,
    generation integer  not null,
    report     uuid     not null,
    nth        integer  not null,
    day        date     not null,
    agency     text     not null,
    area       text     not null,
    kind       text     not null,
    channel    text     not null,
    outcome    text     not null,
    listed     boolean  not null,
    cell       bigint,
    finished   smallint not null,
    on_time    smallint not null,
    responded  smallint not null,
    stars      smallint not null,
    rated      smallint not null,
    reopened   smallint not null,
    primary key (city_id, generation, report)
);
comment on table counted is 'tenant: as what each report is counted now, and the nth that was applied; it keeps hearing an event twice harmless';

create table counts_day (
    city_id    bigint  not null,
    generation integer not null,
    day        date    not null,
    agency     text    not null,
    area       text    not null,
    kind       text    not null,
    channel    text    not null,
    outcome    text    not null,
    listed     boolean not null,
    reports    integer not null,
    finished   integer not null,
    on_time    integer not null,
    responded  integer not null,
    stars      integer not null,
    rated      integer not null,
    reopened   integer not null,
    primary key (city_id, generation, day, agency, area, kind, channel, outcome, listed)
);
comment on table counts_day is 'tenant: the city''s day x agency x area x kind x channel x outcome';

create table counts_cell (
    city_id    bigint   not null,
    generation integer  not null,
    level      smallint not null check (level between 6 and 16),
    cell       bigint   not null,
    kind       text     not null,
    outcome    text     not null,
    reports    integer  not null,
    primary key (city_id, generation, level, cell, kind, outcome)
);
comment on table counts_cell is 'tenant: grid cells for tiles up to zoom 10; only what the public may find';
