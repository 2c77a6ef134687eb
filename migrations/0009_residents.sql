-- Residents: people of the city who want to find their reports again anywhere. An account is never needed.

create table resident (
    id           uuid        primary key,
    alias        text        not null,
    language     text        not null default 'id',
    channel      text        not null,
    sealed       bytea       not null,
    lookup       bytea       not null unique,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);
comment on table resident is 'control: who has an account without a duty; the address is sealed under a key of its own, and found by its digest';
comment on column resident.alias is 'what they are called here: drawn by chance, never their name';

create table resident_key (
    resident uuid  primary key references resident (id) on delete cascade,
    wrapped  bytea not null
);
comment on table resident_key is 'control: one key per resident, wrapped by the installation''s; without it the address is noise';

create table sign_in_code (
    id         uuid        primary key,
    browser    bytea       not null unique,
    channel    text        not null,
    lookup     bytea       not null,
    sealed     bytea       not null,
    digest     bytea       not null,
    language   text        not null,
    tries      integer     not null default 0,
    expires_at timestamptz not null
);
comment on table sign_in_code is 'control: codes on their way; whom to and which stand sealed, the digest compares; swept when their time is over';
create index sign_in_code_by_age on sign_in_code (expires_at);

create table passkey (
    id         uuid        primary key,
    resident   uuid        references resident (id) on delete cascade,
    person     uuid        references person (id),
    name       text        not null,
    site       text        not null,
    credential bytea       not null unique,
    public_key bytea       not null,
    signs      bigint      not null,
    created_at timestamptz not null,
    used_at    timestamptz,
    check ((person is null) <> (resident is null))
);
comment on table passkey is 'control: keys in the devices of residents and of staff; site is the host they are for, signs how often one has signed';
create index passkey_by_owner on passkey (coalesce(resident, person));

create table passkey_challenge (
    browser    bytea       not null,
    purpose    text        not null check (purpose in ('making', 'sign_in')),
    challenge  bytea       not null,
    expires_at timestamptz not null,
    primary key (browser, purpose)
);
comment on table passkey_challenge is 'control: what a passkey has to sign, once; swept when its time is over';
create index passkey_challenge_by_age on passkey_challenge (expires_at);

create table resident_report (
    city_id  bigint      not null references city (id),
    resident uuid        not null,
    report   uuid        not null,
    since    timestamptz not null,
    primary key (city_id, resident, report)
);
comment on table resident_report is 'tenant: reports a resident holds as their reporter, whatever browser they sit at';
create index resident_report_by_report on resident_report (city_id, report);

create table reporter_city (
    holder bytea  not null,
    city   bigint not null references city (id),
    primary key (holder, city)
);
comment on table reporter_city is 'control: in which cities a browser or a resident holds reports, so that they are found there';

create table seat_city (
    seat    bytea       not null,
    city    bigint      not null references city (id),
    seen_at timestamptz not null,
    primary key (seat, city)
);
comment on table seat_city is 'control: in which cities a browser or a resident did anything, so that what they left is found there';
create index seat_city_by_time on seat_city (seen_at);
