"""Looks once a night whether a month is to be drafted or published."""

from tanggap.city.offers import Chore
from tanggap.oversight.scorecards.months.actions import keep_up

AT_NIGHT = "17 17 * * *"
"""UTC: just after midnight in Jakarta, so that a day that has come is the whole day."""

CHORE = Chore(name="scorecards", cron=AT_NIGHT, work=keep_up)
