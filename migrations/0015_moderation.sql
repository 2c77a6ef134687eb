-- What readers say of what the public sees.

create table report_flag (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    seat    bytea       not null,
    reason  text        not null check (reason in ('personal_data', 'insult', 'false', 'other')),
    at      timestamptz not null,
    primary key (city_id, report, seat)
);
comment on table report_flag is 'tenant: from which seats a report was flagged, once each';
create index report_flag_by_seat on report_flag (city_id, seat);

create table remark_flag (
    city_id bigint      not null references city (id),
    remark  uuid        not null,
    seat    bytea       not null,
    reason  text        not null check (reason in ('personal_data', 'insult', 'false', 'other')),
    at      timestamptz not null,
    primary key (city_id, remark, seat)
);
comment on table remark_flag is 'tenant: from which seats a remark was flagged, once each';
create index remark_flag_by_seat on remark_flag (city_id, seat);
