-- Pictures on their way: what has arrived of them, until all of it has.

create table photo_piece (
    city_id bigint      not null references city (id),
    photo   uuid        not null,
    sent_by bytea       not null,
    start   integer     not null check (start >= 0),
    content bytea       not null,
    sent_at timestamptz not null,
    primary key (city_id, photo, sent_by, start)
);
comment on table photo_piece is 'tenant: pieces of pictures that are still arriving; gone once the picture is developed, or after a day';
comment on column photo_piece.start is 'in bytes from the beginning of the picture';
comment on column photo_piece.sent_by is 'the seat it is sent from; empty for a program that has none';
create index photo_piece_by_age on photo_piece (city_id, sent_at);
