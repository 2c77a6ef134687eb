-- Filings: each time a unit said that work is done, and what became of that.

create table filing (
    city_id      bigint      not null references city (id),
    report       uuid        not null,
    nth          integer     not null,
    agency       text        not null,
    filed_at     timestamptz not null,
    photo        uuid,
    points       integer,
    compared_at  timestamptz,
    drawn_at     timestamptz,
    settled_at   timestamptz,
    false_at     timestamptz,
    false_reason text,
    primary key (city_id, report, nth),
    check ((false_at is null) = (false_reason is null))
);
comment on table filing is 'tenant: each filing of finished work, by the place of its event among those of its report; of no resident: what a unit filed and what a verifier found';
comment on column filing.points is 'how many points the proof shares with the photos of the complaint; null where there was nothing to compare';
comment on column filing.drawn_at is 'when it was drawn by lot to be looked at after it had closed by itself';
comment on column filing.settled_at is 'when somebody had looked at what was drawn, or it was opened again before';
comment on column filing.false_reason is 'why a verifier found that the proof was not true, as a code; null where nobody did';
create index filing_by_agency on filing (city_id, agency, filed_at);
create index filing_to_compare on filing (city_id, filed_at) where photo is not null and compared_at is null;
create index filing_to_audit on filing (city_id, drawn_at) where drawn_at is not null and settled_at is null;
create index filing_found_false on filing (city_id, false_at) where false_at is not null;
