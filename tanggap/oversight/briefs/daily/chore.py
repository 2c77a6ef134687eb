"""Makes the briefs whose time has come."""

from tanggap.city.offers import Chore
from tanggap.oversight.briefs.daily.actions import send_due

EVERY_FIVE_MINUTES = "*/5 * * * *"

CHORE = Chore(name="brief", cron=EVERY_FIVE_MINUTES, work=send_due)
