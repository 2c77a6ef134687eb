"""Learns anew once a night."""

from tanggap.city.offers import Chore
from tanggap.journey.learning.actions import learn_anew

AT_NIGHT = "47 18 * * *"
"""UTC: between one and three at night in Indonesia, after the tidying, so that what was emptied is not learned."""

CHORE = Chore(name="learn", cron=AT_NIGHT, work=learn_anew)
