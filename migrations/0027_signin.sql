-- How staff sign in: what they show beside a password, and what stands between the two.

create table totp (
    person       uuid        primary key references person (id),
    secret       bytea       not null,
    step         bigint      not null default 0,
    created_at   timestamptz not null,
    confirmed_at timestamptz
);
comment on table totp is 'control: the app that shows a person of staff six digits; secret is sealed by the installation, step the newest one used, so that none counts twice; of no resident: staff''s own keys';

create table recovery_code (
    person uuid  not null references person (id),
    digest bytea not null,
    primary key (person, digest)
);
comment on table recovery_code is 'control: codes for when the device is gone, each good once, by the SHA-256 of person and code; of no resident: staff''s own keys';

create table sign_in_step (
    cookie     bytea       primary key,
    person     uuid        not null references person (id),
    expires_at timestamptz not null
);
comment on table sign_in_step is 'control: browsers at which somebody of staff gave the password and not yet the second factor; swept when its time is over; of no resident: staff on their way in';
create index sign_in_step_by_age on sign_in_step (expires_at);

create table factor_reset (
    city_id bigint      not null references city (id),
    id      uuid        not null,
    person  uuid        not null,
    actor   uuid,
    reason  text        not null,
    at      timestamptz not null,
    primary key (city_id, id)
);
comment on table factor_reset is 'tenant: by whom somebody''s second factors were taken away, and why; of no resident: what the city says of its own people';
comment on column factor_reset.actor is 'the city admin; null for the operator at the terminal';
create index factor_reset_by_person on factor_reset (city_id, person, at desc);

create table provider_step (
    cookie     bytea       primary key,
    begun      bytea       not null,
    expires_at timestamptz not null
);
comment on table provider_step is 'control: browsers that went to a city''s own provider to sign in and have yet to come back; begun is sealed; gone once they do, swept when its time is over; of no resident: staff on their way in';
create index provider_step_by_age on provider_step (expires_at);
