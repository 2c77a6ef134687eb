"""Which foreign rows are here already."""

from collections.abc import Sequence
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.journey.intake.importing.rules import Past
from tanggap.kit.db import Db, column


async def claim_rows(db: Db, city: CityId, source: str, pasts: Sequence[Past]) -> set[UUID]:
    """Claim the rows these reports come from; the reports whose row nobody had claimed before.

    Sorted, so that two imports of one file wait for each other and never deadlock.
    """
    ordered = sorted(pasts, key=lambda past: past.row.id)
    return set(
        await db.all(
            UUID,
            """
            insert into source_row (city_id, source, row_id, report)
            select %(city)s, %(source)s, row_id, report
              from unnest(%(rows)s::text[], %(reports)s::uuid[]) with ordinality as r (row_id, report, nth)
             order by nth
                on conflict do nothing
            returning report
            """,
            city=city,
            source=source,
            rows=column(past.row.id for past in ordered),
            reports=column(past.record.report.id for past in ordered),
        )
    )
