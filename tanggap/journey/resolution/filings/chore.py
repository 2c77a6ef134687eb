"""Compares proofs a moment after they were filed."""

from tanggap.city.offers import Chore
from tanggap.journey.resolution.filings.actions import compare_proofs

EVERY_MINUTE = "* * * * *"

CHORE = Chore(name="compare", cron=EVERY_MINUTE, work=compare_proofs)
