-- Formal requests for public information: what was asked and answered, who asked, what was weighed, who holds one.

create table inquiry (
    city_id      bigint      not null references city (id),
    id           uuid        not null,
    number       bigint      not null,
    status       text        not null check (status in ('open', 'answered', 'objected', 'decided', 'withdrawn')),
    received_at  timestamptz not null,
    nth          integer     not null,
    extended_at  timestamptz,
    tests        integer     not null,
    answer       text        check (answer in ('granted', 'part', 'refused', 'not_held', 'public')),
    answered_at  timestamptz,
    days_taken   integer,
    ground       text        check (ground in ('a', 'b', 'c', 'd', 'e', 'f', 'g')),
    objected_at  timestamptz,
    outcome      text        check (outcome in ('upheld', 'part', 'granted')),
    decided_at   timestamptz,
    withdrawn_at timestamptz,
    emptied_at   timestamptz,
    handlers     uuid[]      not null,
    primary key (city_id, id),
    unique (city_id, number),
    check ((answer is null) = (answered_at is null)),
    check ((ground is null) = (objected_at is null)),
    check ((outcome is null) = (decided_at is null))
);
comment on table inquiry is 'tenant: how far each formal request for information is, as its events add up; of no resident: codes and moments, who asked stands apart';
comment on column inquiry.handlers is 'who extended, tested or answered it: none of them decides about an objection';
create index inquiry_by_arrival on inquiry (city_id, received_at, id);
create index inquiry_waiting on inquiry (city_id, received_at) where status in ('open', 'objected');

create table inquiry_words (
    city_id          bigint not null references city (id),
    inquiry          uuid   not null,
    question         text,
    purpose          text,
    objection        text,
    summary          text,
    extension_reason text,
    answer_text      text,
    answer_link      text,
    elsewhere        text,
    decision_text    text,
    decision_link    text,
    primary key (city_id, inquiry)
);
comment on table inquiry_words is 'tenant: what was asked, for what, and objected to, which can be emptied; and what the city said, which stays';
comment on column inquiry_words.summary is 'what the public register says was asked, written by the officer';

create table inquiry_requester (
    city_id bigint not null references city (id),
    inquiry uuid   not null,
    sealed  bytea  not null,
    wrapped bytea  not null,
    primary key (city_id, inquiry)
);
comment on table inquiry_requester is 'tenant: who asked, their identity number and how to reach them, under a key of their own';

create table inquiry_holder (
    city_id bigint      not null references city (id),
    inquiry uuid        not null,
    seat    bytea       not null,
    since   timestamptz not null,
    primary key (city_id, inquiry, seat)
);
comment on table inquiry_holder is 'tenant: the browsers and residents to whom an inquiry opens without its key';
create index inquiry_holder_seat on inquiry_holder (city_id, seat);

create table inquiry_weighing (
    city_id  bigint      not null references city (id),
    id       uuid        not null,
    inquiry  uuid        not null,
    part     text        not null,
    grounds  text[]      not null,
    law      text,
    harm     text        not null,
    interest text        not null,
    until    date,
    person   uuid        not null,
    at       timestamptz not null,
    primary key (city_id, id)
);
comment on table inquiry_weighing is 'tenant, append-only: the test before a part of the information is kept back; of no resident: what the city weighed';
comment on column inquiry_weighing.until is 'the last day it is kept back; null where no end is known';
create index inquiry_weighing_of on inquiry_weighing (city_id, inquiry, at);
