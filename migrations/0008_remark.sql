-- What people say in public about a report, an announcement, a crew.

create table remark (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    about      text        not null check (about in ('report', 'announcement', 'thanks')),
    thing      uuid        not null,
    speaker    text        not null check (speaker in ('neighbour', 'reporter', 'office')),
    alias      text        not null,
    agency     text,
    area       text,
    person     uuid,
    session    bytea,
    text       text,
    state      text        not null check (state in ('shown', 'held', 'hidden')),
    reason     text,
    at         timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    primary key (city_id, id)
);
comment on table remark is 'tenant: public words of people under an alias; text is null once it was emptied';
create index remark_about on remark (city_id, about, thing, at);
create index remark_held on remark (city_id, at, id) where state = 'held';
create index remark_by_session on remark (city_id, session) where session is not null;
create index remark_by_person on remark (city_id, person) where person is not null;
