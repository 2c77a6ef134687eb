"""What happens to no report and is told all the same; its thing is what was said."""

from tanggap.city.terms import AreaCode
from tanggap.kit.log import Happened


class Announced(Happened, frozen=True, kw_only=True):
    """An office told the people of an area something; the words stand in the announcement's row."""

    area: AreaCode
