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
