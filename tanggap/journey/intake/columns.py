"""Records as the columns of the statement that writes them: pure, so that the statement is all the store says."""

from collections.abc import Sequence

from tanggap.journey.intake.message import Message
from tanggap.journey.intake.record import Record
from tanggap.kit.db import column
from tanggap.kit.geo import cell
from tanggap.kit.log import events
from tanggap.kit.log.events import Entry


def columns(records: Sequence[Record]) -> dict[str, str]:
    """One array literal for each column of a report and of all that stands beside it."""
    return {
        **_reports(records),
        **_tasks(records),
        **_notes(records),
        **events.columns(_entries(records)),
    }


def _reports(records: Sequence[Record]) -> dict[str, str]:
    reports = [each.report for each in records]
    messages = [each.message for each in records]
    return {
        "ids": column(r.id for r in reports),
        "numbers": column(r.number for r in reports),
        "lasts": column(r.nth for r in reports),
        "types": column(r.type for r in reports),
        "statuses": column(r.status for r in reports),
        "kinds": column(r.kind for r in reports),
        "groups": column(r.kind_group for r in reports),
        "agencies": column(r.agency for r in reports),
        "offered": column(r.offered_to for r in reports),
        "areas": column(r.area for r in reports),
        "outs": column(r.out_of_area for r in reports),
        "channels": column(r.channel for r in reports),
        "visibilities": column(r.visibility for r in reports),
        "sensitivities": column(r.sensitivity for r in reports),
        "listed": column(r.listed for r in reports),
        "open": column(r.status.open for r in reports),
        "direct": column(r.direct for r in reports),
        "hidden": column(r.hidden for r in reports),
        "quiet": column(r.quiet for r in reports),
        "lons": column(m.lon for m in messages),
        "lats": column(m.lat for m in messages),
        "cells": column(_cell(m) for m in messages),
        "received": column(r.received_at for r in reports),
        "due": column(r.due_at for r in reports),
        "respond": column(r.respond_by for r in reports),
        "responded": column(r.responded_at for r in reports),
        "resolved": column(r.resolved_at for r in reports),
        "closed": column(r.closed_at for r in reports),
        "changed": column(r.changed_at for r in reports),
        "reviews": column(r.review_on for r in reports),
        "doers": column(r.doer for r in reports),
        "primaries": column(r.merged_into for r in reports),
        "was": column(r.was for r in reports),
        "stars": column(r.stars for r in reports),
        "reopened": column(r.reopened for r in reports),
        "words": column(r.words for r in reports),
        "places": column(r.place for r in reports),
        "supporters": column(r.supporters for r in reports),
        "texts": column(m.text for m in messages),
        "landmarks": column(m.landmark for m in messages),
        "languages": column(m.sender.language if m.sender else None for m in messages),
        "accuracies": column(m.accuracy_m for m in messages),
        "sources": column(m.place_source for m in messages),
    }


def _tasks(records: Sequence[Record]) -> dict[str, str]:
    tasks = [(each.report.id, task) for each in records for task in each.report.tasks]
    return {
        "tasks": column(task.id for _, task in tasks),
        "tasks_of": column(report for report, _ in tasks),
        "roles": column(task.role for _, task in tasks),
        "task_agencies": column(task.agency for _, task in tasks),
        "officers": column(task.officer for _, task in tasks),
        "opened": column(task.opened_at for _, task in tasks),
        "accepted": column(task.accepted_at for _, task in tasks),
        "ended": column(task.ended_at for _, task in tasks),
        "outcomes": column(task.outcome for _, task in tasks),
    }


def _notes(records: Sequence[Record]) -> dict[str, str]:
    notes = [
        (record.report.id, nth, told)
        for record in records
        for nth, told in enumerate(record.told, start=1)
        if told.note
    ]
    return {
        "notes_of": column(report for report, _, _ in notes),
        "note_nths": column(nth for _, nth, _ in notes),
        "notes": column(told.note for _, _, told in notes),
        "publics": column(told.public for _, _, told in notes),
        "noted": column(told.at for _, _, told in notes),
    }


def _entries(records: Sequence[Record]) -> list[Entry]:
    return [
        Entry(thing=record.report.id, nth=nth, event=told.event, actor=told.actor, happened_at=told.at)
        for record in records
        for nth, told in enumerate(record.told, start=1)
    ]


def _cell(message: Message) -> int | None:
    lon, lat = message.lon, message.lat
    return None if lon is None or lat is None else cell(lon, lat)
