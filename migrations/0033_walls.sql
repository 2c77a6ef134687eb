-- The operations centre's walls: screens that show what everybody may see, and nothing of what only staff may.

create table wall (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    name       text        not null,
    scenes     text[]      not null,
    area       text,
    made_at    timestamptz not null,
    link       bytea,
    link_until timestamptz,
    cookie     bytea,
    opened_at  timestamptz,
    revoked_at timestamptz,
    primary key (city_id, id),
    unique (city_id, link),
    check ((link is null) = (link_until is null)),
    check ((cookie is null) = (opened_at is null)),
    check (revoked_at is null or (link is null and cookie is null))
);
comment on table wall is 'tenant: a screen of the operations centre: what it shows, and by what it is known; of no resident: screens of the city hall';
comment on column wall.link is 'digest of the link that makes one screen this wall, once';
comment on column wall.cookie is 'digest of what that screen shows of itself; another screen that opens a new link takes its place';
comment on column wall.area is 'shows this area alone; null for the whole city';

-- What was finished lately, and what lately reached the executive: walls ask for both all the time.
create index report_finished on report (city_id, closed_at) where listed and status = 'closed';
create index deadline_step_executive on deadline_step (city_id, at) where step = 'executive';
