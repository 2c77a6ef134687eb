"""What the map of the operations centre shows by itself; rooms that know more of the city offer it the same way."""

from tanggap.city.screens import Layer
from tanggap.kit.words import say

LAYERS = (
    # Not on walls: their kelurahan are shaded by a scale that stands beside them, and two colours on one ground tell neither.
    Layer(name="heat", title=say("Panas"), order=10, form="heat", at_first=True),
    Layer(name="areas", title=say("Per kelurahan"), order=20, form="areas", wall=True),
    Layer(name="clusters", title=say("Gugus"), order=80, form="clusters", at_first=True, wall=True),
    Layer(name="points", title=say("Satu per satu"), order=90, form="points", at_first=True, wall=True),
)
