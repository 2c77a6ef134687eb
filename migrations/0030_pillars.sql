-- The tower: what the city's indicators are reckoned from, counted anew every few hours.

create table pillar_sum (
    city_id bigint  not null references city (id),
    span    text    not null check (span in ('year', 'month')),
    first   date    not null,
    measure text    not null,
    part    text    not null,
    amount  float8  not null,
    n       integer not null check (n >= 0),
    primary key (city_id, span, first, measure, part)
);
comment on table pillar_sum is 'tenant: what indicators are reckoned from, over twelve full months or one; of no resident: sums and medians only';
comment on column pillar_sum.first is 'the first day of the months it is over, the city''s own';
comment on column pillar_sum.measure is 'what is counted: a code of oversight/pillars/rules.py';
comment on column pillar_sum.part is 'the indicator whose kinds it is of, or kind: and the kind; empty for all';
comment on column pillar_sum.amount is 'how many of n; the median, in days or hours, over n; the sum of n stars';

create table pillar_counted (
    city_id    bigint      not null references city (id),
    months_end date        not null,
    at         timestamptz not null,
    primary key (city_id)
);
comment on table pillar_counted is 'tenant: when a city''s indicators were counted, up to which day; its locked row is the right to count; of no resident: moments only';
