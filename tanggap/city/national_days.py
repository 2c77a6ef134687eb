"""The days on which the whole country's offices are closed.

Kept apart from the clocks because the list behind it takes 20 MB of memory: it is
read when a city joins or a new year's decree is published, and stored then.
"""

from collections.abc import Iterable
from datetime import date

import holidays


def national_days_off(years: Iterable[int]) -> dict[date, str]:
    """National holidays and cuti bersama of these years, with their Indonesian names.

    Cuti bersama is a day off for everyone in public service, so it counts. Years
    without a joint ministerial decree yet are estimates, and their names say so.

    Source: the joint decrees of three ministers, as collected by the package `holidays`.
    """
    return dict(holidays.Indonesia(years=years, categories=("public", "government"), language="id"))
