-- Search: the words of the reports the public may find.

create table search_city (
    city_id    bigint      not null references city (id),
    rebuilt_at timestamptz,
    primary key (city_id)
);
comment on table search_city is 'tenant: its locked row is the right to change what a city''s search keeps; of no resident: numbers only';

create table search_report (
    city_id     bigint      not null,
    report      uuid        not null,
    received_at timestamptz not null,
    words       text[]      not null,
    terms       text[]      not null,
    primary key (city_id, report)
);
comment on table search_report is 'tenant: which words of a report are kept, and the terms it is found by; only of listed reports';

-- One row a term, not an index over the array: behind row-level security PostgreSQL uses an index only for
-- operators it knows to leak nothing, and those of arrays and text search are not among them.
create table search_term (
    city_id     bigint      not null,
    term        text        not null,
    received_at timestamptz not null,
    report      uuid        not null,
    primary key (city_id, term, received_at, report)
);
comment on table search_term is 'tenant: the reports found by a term (a stem, kind:…, area:…), in the order of the feed';

create table search_word (
    city_id bigint  not null,
    word    text    not null,
    reports integer not null,
    primary key (city_id, word)
);
comment on table search_word is 'tenant: in how many reports each kept word stands';

create table search_gram (
    city_id bigint not null,
    gram    text   not null,
    word    text   not null,
    primary key (city_id, gram, word)
);
comment on table search_gram is 'tenant: three letters in a row of the words that may be suggested: those of several reports, so that no name is';
