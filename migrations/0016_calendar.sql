-- The city's calendar: what was changed in it, and which calendar open reports are counted by.

create table calendar_change (
    city_id bigint      not null references city (id),
    id      uuid        not null,
    at      timestamptz not null,
    person  uuid        not null,
    reason  text        not null,
    edits   jsonb       not null,
    undoes  uuid,
    primary key (city_id, id),
    unique (city_id, undoes)
);
comment on table calendar_change is 'tenant, append-only: days made free or worked, each with its name before and after, and why; of no resident: what the city itself says';
comment on column calendar_change.undoes is 'the change this one takes back; each can be taken back once';
create index calendar_change_newest on calendar_change (city_id, at desc, id desc);

create table calendar_counted (
    city_id bigint      not null references city (id),
    digest  bytea       not null,
    version bigint      not null,
    at      timestamptz not null,
    settled boolean     not null,
    primary key (city_id)
);
comment on table calendar_counted is 'tenant: by which calendar (a digest) the open reports of a city were last counted; of no resident: numbers and moments';
comment on column calendar_counted.settled is 'counted once more when no process could still have taken reports in by the calendar before';

create index report_open on report (city_id, id) where open;
