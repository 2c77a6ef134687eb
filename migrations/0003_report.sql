-- The thing: a report's present state, and beside it everything that can be emptied.

create table report (
    city_id       bigint      not null references city (id),
    id            uuid        not null,
    number        bigint      not null check (number between 0 and 9999999999),
    nth           integer     not null,
    type          text        not null,
    status        text        not null,
    kind          text,
    kind_group    text,
    held_to       text[]      not null default '{}',
    agency        text,
    offered_to    text,
    area          text,
    out_of_area   boolean     not null default false,
    channel       text        not null,
    visibility    text        not null check (visibility in ('public', 'anonymous', 'confidential')),
    sensitivity   text        not null,
    listed        boolean     not null,
    open          boolean     not null,
    quiet         boolean     not null default false,
    hidden        text,
    direct        boolean     not null default false,
    lon           float8,
    lat           float8,
    cell          bigint,
    square        bigint generated always as (cell >> 24) stored,
    received_at   timestamptz not null,
    due_at        timestamptz,
    respond_by    timestamptz,
    responded_at  timestamptz,
    resolved_at   timestamptz,
    closed_at     timestamptz,
    changed_at    timestamptz not null,
    review_on     date,
    doer          uuid,
    merged_into   uuid,
    was           text,
    stars         smallint    check (stars between 1 and 5),
    reopened      integer     not null default 0,
    contested     integer     not null default 0,
    words         integer     not null default 0,
    place         integer     not null default 0,
    supporters    integer     not null default 0 check (supporters >= 0),
    primary key (city_id, id),
    unique (city_id, number)
);
comment on table report is 'tenant: what the events of a report add up to; a test rebuilds it from the log and compares';
comment on column report.square is 'of zoom 14: a column, because behind row security an index of an expression answers nobody but the owner';
comment on column report.listed is 'whether the public may find it: neither hidden nor confidential nor of a kind that is internal or sealed';
comment on column report.hidden is 'why the public does not see it for now: a code; null for what it may see';
comment on column report.direct is 'its resident sent it to the mayor''s room as well';
comment on column report.held_to is 'the kinds it was of before its own unit changed it: it is due no later than those would be';
comment on column report.quiet is 'imported or demo history: nobody is told of it';
comment on column report.doer is 'who filed the proof and so may not verify it';
comment on column report.contested is 'how many neighbours say of this closing that it is not done; a verifier sets it back';
comment on column report.words is 'the current revision in report_words, 0 when there is none';
comment on column report.supporters is 'how many people say the same, beside its reporter; those of what was merged into it too';
create index report_feed on report (city_id, received_at desc, id desc) where listed;
create index report_unlisted on report (city_id, received_at) where not listed;
create index report_supported on report (city_id, supporters desc, received_at desc, id desc) where listed;
create index report_of_area on report (city_id, area, received_at desc, id desc) where listed;
create index report_bench on report (city_id, agency, due_at, id) where open;
create index report_bench_of_area on report (city_id, agency, area, due_at, id) where open;
create index report_offered on report (city_id, offered_to, received_at, id) where open and status = 'coordinating';
create index report_triage on report (city_id, status, received_at, id) where open;
create index report_queue on report (city_id, received_at, id)
 where open and status in ('received', 'verified', 'reopened', 'coordinating');
create index report_queue_of_kind on report (city_id, kind, received_at, id)
 where open and status in ('received', 'verified', 'reopened', 'coordinating');
create index report_queue_of_kind_in_area on report (city_id, area, kind, received_at, id)
 where open and status in ('received', 'verified', 'reopened', 'coordinating');
create index report_queue_of_area on report (city_id, area, received_at, id)
 where open and status in ('received', 'verified', 'reopened', 'coordinating');
create index report_queue_backed on report (city_id, received_at, id, supporters, area)
 where open and status in ('received', 'verified', 'reopened', 'coordinating') and supporters > 0;
create index report_asked_of_area on report (city_id, area, received_at, id) where open and status = 'needs_info';
create index report_contested on report (city_id, received_at, id) where contested > 0;
create index report_near on report (city_id, kind_group, cell, received_at) where open;
create index report_near_in_area on report (city_id, area, kind_group, received_at) include (visibility, sensitivity)
 where open;
create index report_direct on report (city_id, id) where direct;
create index report_hidden on report (city_id, received_at, id) where hidden is not null;
create index report_square on report (city_id, square, received_at desc, id desc)
include (cell, lon, lat, number, kind, agency, area, channel, status, open, listed, visibility, sensitivity, due_at,
         supporters);
create index report_followers on report (city_id, merged_into) where merged_into is not null;

create table report_words (
    city_id  bigint      not null,
    report   uuid        not null,
    revision integer     not null,
    text     text,
    landmark text,
    language text,
    at       timestamptz not null,
    primary key (city_id, report, revision)
);
comment on table report_words is 'tenant: what the reporter wrote; emptied when the person is erased';

create table report_place (
    city_id    bigint      not null,
    report     uuid        not null,
    revision   integer     not null,
    lon        float8,
    lat        float8,
    accuracy_m float8,
    source     text        not null,
    area       text,
    at         timestamptz not null,
    primary key (city_id, report, revision)
);
comment on table report_place is 'tenant: where it is, as told and as corrected';

create table report_note (
    city_id bigint      not null,
    report  uuid        not null,
    nth     integer     not null,
    text    text,
    public  boolean     not null,
    at      timestamptz not null,
    primary key (city_id, report, nth)
);
comment on table report_note is 'tenant: the words that go with one event: a question, a reply, a reason';

create table photo (
    city_id    bigint      not null references city (id),
    id         uuid        not null,
    report     uuid,
    role       text        not null default 'before' check (role in ('before', 'after', 'answer', 'outside')),
    digest     bytea       not null,
    width      integer     not null,
    height     integer     not null,
    colour     text        not null,
    taken_at   timestamptz,
    sent_by    bytea,
    sent_at    timestamptz not null,
    place      integer     not null default 0,
    likeness   bigint,
    trace      bigint,
    band_0     bigint,
    band_1     bigint,
    band_2     bigint,
    band_3     bigint,
    looks      bigint[]    not null default '{}',
    earlier    uuid[]      not null default '{}',
    marks      text[]      not null default '{}',
    screening  text        not null check (screening in ('clear', 'found', 'failed', 'settled', 'hidden')),
    covers     jsonb       not null default '[]',
    version    integer     not null default 0,
    primary key (city_id, id)
);
comment on table photo is 'tenant: pictures re-encoded from pixels, three sizes each in the file store; report is null until one claims it';
comment on column photo.likeness is '64 bits that differ little between pictures that look alike';
comment on column photo.trace is '64 bits by which it is known again though cropped or mirrored; null where it is too plain';
comment on column photo.band_0 is 'sixteen bits of the trace, as are band_1 to band_3; columns, since behind a wall no index over an expression is used';
comment on column photo.looks is 'what to look for among traces to know it again; kept until a report claims it';
comment on column photo.earlier is 'of a proof: the pictures it looks like, found when it was filed';
comment on column photo.marks is 'what programs left in its file, as codes: edited, generated, manifest';
comment on column photo.screening is 'what is known of faces and plates in it: clear and found by machine, failed when it could not look, settled by a person, hidden by one';
comment on column photo.covers is 'the places covered in the public copy, in thousandths of its sides; where there are any, a sharp copy stands beside it';
comment on column photo.version is 'of the public copy: every change of what is covered makes another';
create index photo_by_report on photo (city_id, report, place) where report is not null;
create index photo_by_trace_0 on photo (city_id, band_0) where band_0 is not null;
create index photo_by_trace_1 on photo (city_id, band_1) where band_1 is not null;
create index photo_by_trace_2 on photo (city_id, band_2) where band_2 is not null;
create index photo_by_trace_3 on photo (city_id, band_3) where band_3 is not null;
create index photo_by_sender on photo (city_id, sent_by) where sent_by is not null;
create index photo_unsettled on photo (city_id, report) where screening in ('found', 'failed');
create index photo_unclaimed on photo (city_id, sent_at) where report is null;

create table report_contact (
    city_id    bigint      not null,
    report     uuid        not null,
    id         uuid        not null,
    supporter  uuid,
    sealed     bytea,
    lookup     bytea,
    language   text        not null default 'id',
    created_at timestamptz not null,
    primary key (city_id, id),
    unique nulls not distinct (city_id, report, supporter)
);
comment on table report_contact is 'tenant: how to reach the reporter, or somebody who supports the report, encrypted, apart from the report';

create table supporter (
    city_id bigint      not null,
    id      uuid        not null,
    report  uuid        not null,
    session bytea       not null,
    since   timestamptz not null,
    read_at timestamptz,
    primary key (city_id, id),
    unique (city_id, report, session)
);
create index report_contact_of_supporter on report_contact (city_id, supporter) where supporter is not null;
comment on table supporter is 'tenant: who says the same as a report and hears of it: one row a browser, or a resident where one is signed in';
create index supporter_by_session on supporter (city_id, session);

create table contact_key (
    city_id bigint not null,
    contact uuid   not null,
    wrapped bytea  not null,
    primary key (city_id, contact)
);
comment on table contact_key is 'tenant: one key per contact, wrapped by the installation''s; destroying the row empties the contact, but for backups made before';

create table task (
    city_id     bigint      not null,
    id          uuid        not null,
    report      uuid        not null,
    role        text        not null check (role in ('lead', 'support')),
    agency      text        not null,
    officer     uuid,
    opened_at   timestamptz not null,
    mandatory   boolean     not null default true,
    due_at      timestamptz,
    team        uuid,
    doer        uuid,
    accepted_at timestamptz,
    ended_at    timestamptz,
    outcome     text        check (outcome in ('resolved', 'passed_on', 'stopped', 'declined', 'withdrawn')),
    primary key (city_id, id),
    check ((ended_at is null) = (outcome is null))
);
comment on table task is 'tenant: who holds the work, from when to when; one open lead task a report; of no resident: which agency and officer did the work';
comment on column task.mandatory is 'of a supporting task: whether the report is resolved only when this is';
comment on column task.due_at is 'the own term of a supporting task; a lead task is due when its report is';
comment on column task.doer is 'of a supporting task: who said that it is done';
comment on column task.team is 'the team of the agency it was given to';
create index task_ended on task (city_id, agency, ended_at) where ended_at is not null;
create unique index task_one_open_lead on task (city_id, report) where role = 'lead' and ended_at is null;
create index task_by_report on task (city_id, report, opened_at);
create index task_by_agency on task (city_id, agency, opened_at);
create unique index task_one_open_support on task (city_id, agency, report) where role = 'support' and ended_at is null;
create index task_part_due on task (city_id, due_at) where role = 'support' and ended_at is null;
create index task_by_team on task (city_id, team) where team is not null and ended_at is null;
