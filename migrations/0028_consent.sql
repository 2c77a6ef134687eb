-- What a reporter allows beyond what everybody is granted.

create table photo_consent (
    city_id    bigint      not null references city (id),
    report     uuid        not null,
    given_at   timestamptz not null,
    revoked_at timestamptz,
    primary key (city_id, report)
);
comment on table photo_consent is 'tenant: that a reporter lets those who act on a report see its original photos; revoked_at once they took it back; deleted when the person is erased';
