-- What neighbours see of finished work.

create table confirmation (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    closing integer     not null,
    session bytea       not null,
    done    boolean     not null,
    nth     integer     not null,
    at      timestamptz not null,
    primary key (city_id, report, closing, session)
);
comment on table confirmation is 'tenant: what a browser said of a closing, once; nth is its event, whose words stand in report_note';
create index confirmation_by_session on confirmation (city_id, session);
