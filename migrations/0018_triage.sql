-- Triage: which report was made from another that told of two problems.

create table report_split (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    source  uuid        not null,
    at      timestamptz not null,
    primary key (city_id, report)
);
comment on table report_split is 'tenant: which report was split off from which; both have the same reporter';
create index report_split_by_source on report_split (city_id, source);
