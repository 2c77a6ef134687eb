-- Which calendar the open reports of a city are counted by.

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

create index report_open on report (city_id, id)
include (kind, status, agency, quiet, received_at, visibility, sensitivity) where open;
