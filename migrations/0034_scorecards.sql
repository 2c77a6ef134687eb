-- The tower: how each unit did with the time it held reports, and the scores that were published of it.

create table stints_kept (
    city_id    bigint not null references city (id),
    rebuilt_at timestamptz,
    primary key (city_id)
);
comment on table stints_kept is 'tenant: its locked row is the right to keep a city''s stints; of no resident: a moment';

create table stint (
    city_id     bigint      not null,
    task        uuid        not null,
    report      uuid        not null,
    agency      text        not null,
    area        text        not null,
    kind        text        not null,
    first       boolean     not null,
    quiet       boolean     not null,
    began_at    timestamptz not null,
    ended_at    timestamptz,
    due_at      timestamptz,
    respond_by  timestamptz,
    answered_at timestamptz,
    finished_at timestamptz,
    on_time     boolean     not null,
    reopened_at timestamptz,
    stars       smallint,
    rated_at    timestamptz,
    primary key (city_id, report, task)
);
comment on table stint is 'tenant: the time one unit held one report, and what came of it; of no resident: which unit, codes and moments';
comment on column stint.due_at is 'when the unit''s own time is up: its clock runs only while it holds the report';
create index stint_open on stint (city_id, agency) where ended_at is null;
create index stint_by_agency on stint (city_id, agency, began_at);
create index stint_finished on stint (city_id, agency, finished_at) where finished_at is not null;
create index stint_reopened on stint (city_id, agency, reopened_at) where reopened_at is not null;
create index stint_finished_in_city on stint (city_id, finished_at) where finished_at is not null;
create index stint_began_in_city on stint (city_id, began_at);
create index stint_ended on stint (city_id, ended_at) where ended_at is not null;
create index stint_ended_by_agency on stint (city_id, agency, ended_at) where ended_at is not null;

-- A stint counts in the month in which each thing happened: begun, answered for, finished, rated, opened again.
create view stint_fact with (security_invoker = true) as
select s.city_id, s.report, s.task, s.agency, s.area, s.kind, fact.month,
       fact.began, fact.asked, fact.answered, fact.finished, fact.on_time, fact.tested, fact.reopened,
       fact.stars, fact.rated
  from stint s
  join city c on c.id = s.city_id
 cross join lateral (
        select date_trunc('month', s.began_at at time zone c.timezone)::date as month,
               1 as began,
               (s.respond_by is not null
                and (s.answered_at is not null or coalesce(s.ended_at > s.respond_by, false)))::int as asked,
               coalesce(s.answered_at <= s.respond_by, false)::int as answered,
               0 as finished, 0 as on_time, 0 as tested, 0 as reopened, 0 as stars, 0 as rated
         union all
        select date_trunc('month', s.finished_at at time zone c.timezone)::date,
               0, 0, 0, 1, s.on_time::int, 1, 0, 0, 0
         where s.finished_at is not null
         union all
        -- Whoever looks only at what was finished would miss what is opened again a month later.
        select date_trunc('month', s.reopened_at at time zone c.timezone)::date,
               0, 0, 0, 0, 0,
               (date_trunc('month', s.reopened_at at time zone c.timezone)
                <> date_trunc('month', s.finished_at at time zone c.timezone))::int, 1, 0, 0
         where s.reopened_at is not null
         union all
        select date_trunc('month', s.rated_at at time zone c.timezone)::date,
               0, 0, 0, 0, 0, 0, 0, s.stars, 1
         where s.rated_at is not null
       ) as fact;
comment on view stint_fact is 'as what each stint counts in which month of the city''s own calendar';
grant select on stint_fact to :"app";

create table stint_month (
    city_id  bigint  not null,
    month    date    not null,
    agency   text    not null,
    area     text    not null,
    kind     text    not null,
    began    integer not null,
    asked    integer not null,
    answered integer not null,
    finished integer not null,
    on_time  integer not null,
    tested   integer not null,
    reopened integer not null,
    stars    integer not null,
    rated    integer not null,
    primary key (city_id, month, agency, area, kind)
);
comment on table stint_month is 'tenant: the city''s stints by month x agency x area x kind; of no resident: sums only';
create index stint_month_empty on stint_month (city_id)
 where began = 0 and asked = 0 and finished = 0 and tested = 0 and rated = 0;
create index stint_month_by_agency on stint_month (city_id, agency, month);

create table scorecard_month (
    city_id      bigint      not null references city (id),
    month        date        not null,
    version      integer     not null check (version > 0),
    stood_at     timestamptz not null,
    drafted_at   timestamptz not null,
    publish_on   date        not null,
    published_at timestamptz,
    reason       text,
    grading      jsonb       not null,
    primary key (city_id, month, version),
    check (version > 1 or reason is null)
);
comment on table scorecard_month is 'tenant: each version of a month''s scores, and how the month was graded; what is published is never changed, a correction is another version with its reason; of no resident: a reason about figures';
comment on column scorecard_month.stood_at is 'the moment as of which what waits was counted: the month''s end';

create table scorecard (
    city_id bigint  not null,
    month   date    not null,
    version integer not null,
    subject text    not null check (subject in ('city', 'agency', 'area', 'kind')),
    key     text    not null,
    card    jsonb   not null,
    year    jsonb   not null,
    primary key (city_id, subject, key, month, version),
    foreign key (city_id, month, version) references scorecard_month
);
comment on table scorecard is 'tenant: the counts and the score of one unit, area or kind in one month, as they were drafted; of no resident: sums only';
comment on column scorecard.year is 'the same of the twelve months that end with this one, by the versions there were then';
create index scorecard_by_month on scorecard (city_id, month, version, subject);

create table scorecard_answer (
    city_id bigint      not null references city (id),
    id      uuid        not null,
    month   date        not null,
    agency  text        not null,
    text    text        not null,
    by      uuid        not null,
    at      timestamptz not null,
    primary key (city_id, id)
);
comment on table scorecard_answer is 'tenant: what a unit says in public beside its score of a month; of no resident: words of an office';
create index scorecard_answer_by_agency on scorecard_answer (city_id, agency, month, at);
