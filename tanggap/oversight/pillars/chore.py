"""Keeps the indicators from growing older than six hours."""

from tanggap.city.offers import Chore
from tanggap.oversight.pillars.actions import keep_up

EVERY_FIVE_MINUTES = "*/5 * * * *"
"""It is looked so often whether there is something to count: a month that ends, or a city that begins, waits no hour."""

CHORE = Chore(name="pillars", cron=EVERY_FIVE_MINUTES, work=keep_up)
