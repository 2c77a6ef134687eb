-- Learning: what a city's finished reports teach of the next ones.

create table learned (
    city_id    bigint      not null references city (id),
    what       text        not null check (what in ('kind', 'unit')),
    version    integer     not null,
    at         timestamptz not null,
    used       boolean     not null,
    taught     integer     not null,
    measured   integer     not null,
    labels     integer     not null,
    top1       float8      not null,
    top3       float8      not null,
    usual      float8      not null,
    usual3     float8      not null,
    sure_from  float8      not null,
    sure       float8      not null,
    sure_right float8      not null,
    model      bytea,
    primary key (city_id, what, version)
);
comment on table learned is 'tenant: what was learned from finished public reports, a version after another, with how good it is; of no resident: hashes of marks that stand in three reports or more, and weights; what was erased teaches the next version nothing';
comment on column learned.model is 'the weights, of the newest version only';
comment on column learned.used is 'whether it was better than always naming what is commonest, and so may speak';
