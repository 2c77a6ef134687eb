-- Work without a signal: what officers' phones told later, each act once.

create table shift_act (
    city_id     bigint      not null references city (id),
    person      uuid        not null,
    key         text        not null,
    report      uuid        not null,
    task        uuid        not null,
    step        text        not null,
    nth         integer     not null,
    happened_at timestamptz not null,
    told_at     timestamptz not null,
    received_at timestamptz not null,
    primary key (city_id, person, key)
);
comment on table shift_act is 'tenant, append-only: what officers did without a signal, once under each key of their phones; of no resident: codes, ids and moments of the city''s own work';
comment on column shift_act.nth is 'the event of the report that came of it';
comment on column shift_act.told_at is 'when the phone says it was done; happened_at is that within bounds, received_at when it arrived';

create index shift_act_of_report on shift_act (city_id, report);

create index task_archive on task (city_id, agency, ended_at desc, id desc) where ended_at is not null;
