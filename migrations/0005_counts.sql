-- The tower: counts that follow the log.

create table counts_generation (
    city_id    bigint  not null references city (id),
    generation integer not null,
    filling    integer not null default 1,
    rebuilt_at timestamptz,
    primary key (city_id)
);
comment on table counts_generation is 'tenant: which generation of a city''s counts is read; its locked row is the right to count; a rebuild fills another one and then moves this; of no resident: numbers only';
comment on column counts_generation.filling is 'the last generation a rebuild began to fill; it gives up when this is another''s';

-- Stored text columns are '' where a report has none, so that they can stand in keys.
create view countable with (security_invoker = true) as
select r.city_id, r.id as report, r.nth,
       (r.received_at at time zone c.timezone)::date as day,
       date_trunc('hour', r.received_at, c.timezone) as received_hour,
       case when r.status = 'closed' then date_trunc('hour', r.closed_at, c.timezone) end as finished_hour,
       case when r.open and r.status not in ('resolved', 'needs_info')
            then date_trunc('hour', r.due_at, c.timezone)
        end as due_hour,
       coalesce(r.agency, '') as agency,
       coalesce(r.area, '') as area,
       coalesce(r.kind, '') as kind,
       r.channel, r.status as outcome, r.quiet, r.listed,
       case when not r.listed then null
            when r.visibility = 'public' and r.sensitivity = 'S0' then r.cell
            else r.cell >> 24 << 24 | ('x' || right(r.id::text, 6))::bit(24)::bigint
        end as cell,
       r.open::int as open,
       (r.status = 'closed')::int as finished,
       coalesce(r.status = 'closed' and r.resolved_at <= r.due_at, false)::int as on_time,
       coalesce(r.responded_at <= r.respond_by, false)::int as responded,
       coalesce(r.stars, 0)::int as stars,
       (r.stars is not null)::int as rated,
       (r.reopened > 0)::int as reopened,
       (r.status = 'closed' or r.reopened > 0)::int as ever_finished
  from report r
  join city c on c.id = r.city_id;
comment on view countable is 'as what each report is to be counted, as it stands now; day and hours are the city''s own; what is resolved waits for its verifier and a question to the reporter stops the public clock, so neither is due; the cell of one that is not shown at its place is any of its square at zoom 14, as points.public_cell says it';
grant select on countable to :"app";

create table counted (
    city_id       bigint      not null,
    generation    integer     not null,
    report        uuid        not null,
    nth           integer     not null,
    day           date        not null,
    received_hour timestamptz not null,
    finished_hour timestamptz,
    due_hour      timestamptz,
    agency        text        not null,
    area          text        not null,
    kind          text        not null,
    channel       text        not null,
    outcome       text        not null,
    quiet         boolean     not null,
    listed        boolean     not null,
    cell          bigint,
    open          smallint    not null,
    finished      smallint    not null,
    on_time       smallint    not null,
    responded     smallint    not null,
    stars         smallint    not null,
    rated         smallint    not null,
    reopened      smallint    not null,
    ever_finished smallint    not null,
    primary key (city_id, generation, report)
);
comment on table counted is 'tenant: as what each report is counted now, and the nth that was applied; it keeps hearing an event twice harmless; of no resident: codes and numbers';

create table counts_day (
    city_id    bigint  not null,
    generation integer not null,
    day        date    not null,
    agency     text    not null,
    area       text    not null,
    kind       text    not null,
    channel    text    not null,
    outcome    text    not null,
    quiet      boolean not null,
    reports    integer not null,
    open       integer not null,
    finished   integer not null,
    on_time    integer not null,
    responded  integer not null,
    stars      integer not null,
    rated      integer not null,
    reopened   integer not null,
    primary key (city_id, generation, day, agency, area, kind, channel, outcome, quiet)
);
comment on table counts_day is 'tenant: the city''s day x agency x area x kind x channel x outcome; of no resident: sums only';
create index counts_day_quiet on counts_day (city_id, generation, day) where quiet;

create table counts_by (
    city_id       bigint  not null,
    generation    integer not null,
    by            text    not null check (by in ('all', 'unlisted', 'kind', 'area', 'agency', 'outcome')),
    day           date    not null,
    key           text    not null,
    reports       integer not null,
    open          integer not null,
    finished      integer not null,
    on_time       integer not null,
    responded     integer not null,
    stars         integer not null,
    rated         integer not null,
    reopened      integer not null,
    ever_finished integer not null,
    primary key (city_id, generation, by, day, key)
);
comment on table counts_by is 'tenant: the city''s days seen in one way at a time, so that a page reads days and not reports: what the public may find, and by ''unlisted'' the rest as one; of no resident: sums only';

create table counts_hour (
    city_id    bigint      not null,
    generation integer     not null,
    hour       timestamptz not null,
    received   integer     not null,
    finished   integer     not null,
    due        integer     not null,
    due_listed integer     not null,
    primary key (city_id, generation, hour)
);
comment on table counts_hour is 'tenant: the city''s hours: how many came in, of how many the last closing fell into it, and the limits of how many that still wait, of all and of what the public may find; of no resident: sums only';

create table counts_cell (
    city_id    bigint   not null,
    generation integer  not null,
    level      smallint not null check (level between 0 and 26),
    cell       bigint   not null,
    kind       text     not null,
    reports    integer  not null,
    open       integer  not null,
    finished   integer  not null,
    primary key (city_id, generation, level, cell, kind)
);
comment on table counts_cell is 'tenant: grid cells for tiles of whole cities, and for those that hold too much to be counted; only what the public may find; of no resident: sums only';
