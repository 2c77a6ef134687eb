-- What was changed in a city's pack, thing by thing.

create table city_change (
    city_id bigint      not null references city (id),
    id      uuid        not null,
    at      timestamptz not null,
    person  uuid        not null,
    reason  text        not null,
    edits   jsonb       not null,
    undoes  uuid,
    primary key (city_id, id),
    unique (city_id, undoes)
);
comment on table city_change is 'tenant, append-only: things of the city''s pack as they were and as they became, and why; of no resident: what the city itself says';
comment on column city_change.undoes is 'the change this one takes back; each can be taken back once';
create index city_change_newest on city_change (city_id, at desc, id desc);
