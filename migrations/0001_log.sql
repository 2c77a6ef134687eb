-- The log: every act somebody may have to answer for, and how far each listener has heard.

create table log_epoch (
    epoch       integer     primary key,
    cluster     text        not null,
    began_at    timestamptz not null default now()
);
comment on table log_epoch is 'control: one row per cluster this log has lived in; transaction ids compare only within one; of no resident: clusters only';

create table event (
    city_id     bigint      not null,
    thing       uuid        not null,
    nth         integer     not null check (nth > 0),
    kind        text        not null,
    v           smallint    not null default 1,
    body        jsonb       not null,
    actor       uuid,
    happened_at timestamptz not null,
    written_at  timestamptz not null default now(),
    epoch       integer     not null,
    xid         xid8        not null default pg_current_xact_id(),
    primary key (city_id, thing, nth)
);
comment on table event is 'tenant, append-only: the log; (city, thing, nth) is its only order; of no resident: codes, ids, numbers and moments';
comment on column event.actor is 'a person of staff; null for the system and for reporters, who stay apart';
create index event_by_xid on event (xid);

-- No foreign key to the thing: its cached plan made intake 4 to 6 times slower on a fresh database. A test compares instead.

create table tick (
    epoch    integer     not null,
    nth      bigint      not null,
    snapshot pg_snapshot not null,
    at       timestamptz not null default now(),
    primary key (epoch, nth)
);
comment on table tick is 'control: numbered snapshots; a tick''s events are those visible in it and not in the one before; of no resident: numbers only';

create table listener_cursor (
    listener text    primary key,
    epoch    integer not null,
    heard    bigint  not null,
    hearing  bigint,
    at_city  bigint,
    at_thing uuid,
    at_nth   integer
);
comment on table listener_cursor is 'control: the tick each listener has heard to its end, and its place inside the one it is hearing; the locked row is the lease; of no resident: numbers only';

create table parked (
    listener  text        not null,
    city      bigint      not null,
    thing     uuid        not null,
    from_nth  integer     not null,
    failure   text        not null,
    parked_at timestamptz not null default now(),
    primary key (listener, city, thing)
);
comment on table parked is 'control: things whose events a listener could not take; everybody else''s went on; of no resident: a failure names no values';

alter table event enable row level security;
alter table event force row level security;
create policy city on event using (city_id = current_setting('app.city')::bigint);

-- The reader hands the log of all cities to listeners, who work city by city as the application.
create policy reader on event for select to :"reader" using (true);
grant select on event, tick, log_epoch to :"reader";
