"""Keeps, once a night, the months that are over."""

from tanggap.city.offers import Chore
from tanggap.oversight.briefs.months.actions import keep_finished

AFTER_MIDNIGHT = "41 18 * * *"
"""UTC: between one and three at night in Indonesia."""

CHORE = Chore(name="months", cron=AFTER_MIDNIGHT, work=keep_finished)
