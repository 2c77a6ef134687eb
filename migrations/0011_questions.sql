-- What is asked about a report of one kind, beyond what is asked of every report.

create table report_answer (
    city_id  bigint  not null references city (id),
    report   uuid    not null,
    revision integer not null,
    nth      integer not null,
    question text    not null,
    asked    jsonb   not null,
    answer   text    not null check (answer in ('text', 'number', 'date', 'single', 'multiple')),
    unit     text    not null default '',
    public   boolean not null,
    said     jsonb   not null default '[]',
    primary key (city_id, report, revision, nth)
);
comment on table report_answer is 'tenant: what was asked about a report, in the words of that day, and what its reporter answered';
comment on column report_answer.said is 'emptied to [] with the report''s words when the person is erased';
