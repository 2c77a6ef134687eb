-- The desk of the operations centre: its figures by index alone, the views people keep there, and what a shift tells the next.

create index report_operated on report (city_id, received_at desc, id desc)
include (kind, agency, area, channel, status, open, due_at, resolved_at, stars, supporters, visibility, sensitivity,
         listed, cell);

create index report_ended on report (city_id, closed_at)
include (received_at, area, visibility, sensitivity) where closed_at is not null;

create table desk_view (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    person     uuid        not null,
    name       text        not null,
    asks       text        not null,
    shared     boolean     not null,
    opens      boolean     not null,
    saved_at   timestamptz not null,
    primary key (city_id, id)
);
comment on table desk_view is 'tenant: which reports somebody of staff looks at again and again, under a name of theirs; of no resident: codes and days of staff';
comment on column desk_view.asks is 'as an address of the desk has it, with days that go along with the calendar';
comment on column desk_view.opens is 'whether the desk begins with it for this person';
create unique index desk_view_named on desk_view (city_id, person, name);
create unique index desk_view_opens on desk_view (city_id, person) where opens;
create index desk_view_shared on desk_view (city_id, name, id) where shared;

create table desk_note (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    writer     uuid        not null,
    words      text        not null,
    pinned     boolean     not null,
    written_at timestamptz not null,
    taker      uuid,
    taken_at   timestamptz,
    primary key (city_id, id),
    check ((taker is null) = (taken_at is null))
);
comment on table desk_note is 'tenant: what a shift tells the next; gone after ninety days; of no resident: words of staff to staff';
create index desk_note_newest on desk_note (city_id, written_at desc, id desc);
