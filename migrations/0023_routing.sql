-- Rules of routing: what is drafted of them, and how often each decided.

create table routing_draft (
    city_id bigint      not null references city (id),
    seen    text        not null,
    rules   jsonb       not null,
    person  uuid        not null,
    at      timestamptz not null,
    primary key (city_id)
);
comment on table routing_draft is 'tenant: the rules an admin is putting in order, not in force; of no resident: what the city itself says';
comment on column routing_draft.seen is 'digest of the rules in force when it was begun; once those change it can no longer be switched on';

create table routing_decided (
    city_id bigint      not null references city (id),
    report  uuid        not null,
    nth     integer     not null,
    rule    text        not null,
    at      timestamptz not null,
    primary key (city_id, report, nth)
);
comment on table routing_decided is 'tenant: which rule sent a report on, for ninety days; of no resident: codes, ids and moments';
create index routing_decided_lately on routing_decided (city_id, at, rule);
