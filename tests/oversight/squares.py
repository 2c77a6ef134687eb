"""Where the reports of these tests lie on the map, and who looks at it."""

from tanggap.city.rights import Actor, Duty, Role
from tanggap.kit.geo import CELL_ZOOM, block_of, cell, unwoven
from tanggap.oversight.operations_centre.tiles.rules import Square

LON, LAT = 106.9756, -6.2383
EXECUTIVE = Actor(duties=(Duty(role=Role.EXECUTIVE),))
COORDINATOR = Actor(duties=(Duty(role=Role.COORDINATOR),))


def square_at(z: int, lon: float = LON, lat: float = LAT) -> Square:
    """The tile a point lies in."""
    x, y = unwoven(block_of(cell(lon, lat), CELL_ZOOM - z))
    return Square(z, x, y)
