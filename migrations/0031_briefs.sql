-- Briefs: what those who decide have done with the lines they are shown.

create table decision_line (
    city_id   bigint      not null references city (id),
    line      text        not null,
    looked_at timestamptz,
    looked_by uuid,
    aside_at  timestamptz,
    aside_by  uuid,
    until     date,
    reason    text,
    primary key (city_id, line),
    check ((looked_at is null) = (looked_by is null)),
    check ((aside_at is null) = (until is null) and (until is null) = (reason is null) and (reason is null) = (aside_by is null))
);
comment on table decision_line is 'tenant: when a line of what needs a decision was last looked at, and why it is set aside until when; of no resident: what staff say of their own work';
comment on column decision_line.line is 'what the line is about, as codes: rising:road-damage';
comment on column decision_line.until is 'the last day on which it is not shown';

create table brief_choice (
    city_id      bigint  not null references city (id),
    person       uuid    not null,
    minute       smallint not null check (minute between 0 and 1439),
    working_days boolean not null,
    made_on      date,
    primary key (city_id, person)
);
comment on table brief_choice is 'tenant: who of staff wants the daily brief, at which time of the city''s day; of no resident: staff';
comment on column brief_choice.minute is 'of the city''s day, from midnight';
comment on column brief_choice.made_on is 'the last day it was made for them, so that each day has one';

create table brief (
    city_id bigint      not null references city (id),
    day     date        not null,
    body    jsonb       not null,
    made_at timestamptz not null,
    primary key (city_id, day)
);
comment on table brief is 'tenant: each day''s brief as it was sent; of no resident: sums and codes';

create table month_report (
    city_id bigint      not null references city (id),
    month   date        not null,
    body    jsonb       not null,
    made_at timestamptz not null,
    primary key (city_id, month)
);
comment on table month_report is 'tenant: the numbers of each month that is over, as its report was published; of no resident: sums only';
comment on column month_report.month is 'its first day';
