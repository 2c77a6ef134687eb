-- Deadlines: when each open report is looked at next, and what its clocks have come to.

create table deadline (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    look_at timestamptz not null,
    primary key (city_id, report)
);
comment on table deadline is 'tenant: when a report is looked at next because time went by; no row for one of which nothing more falls due; of no resident: moments';
create index deadline_next on deadline (city_id, look_at, report);

create table deadline_step (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    round   integer     not null check (round > 0),
    of      uuid        not null,
    step    text        not null,
    at      timestamptz not null,
    agency  text,
    primary key (city_id, report, round, of, step)
);
comment on table deadline_step is 'tenant: what the clocks of a report have come to, each step once in each round; of no resident: codes and moments';
comment on column deadline_step.round is 'one more each time the report is opened again';
comment on column deadline_step.of is 'the report itself, or the supporting task it is a step of';
comment on column deadline_step.at is 'when it fell due, however late that was noticed';
comment on column deadline_step.agency is 'who held the report then, or was asked to take it or to do the part';

create index report_overdue on report (city_id, due_at, id)
include (status, listed, kind, kind_group, agency, area, cell) where open;
