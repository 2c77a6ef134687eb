"""The city's identities: distinct names for what would otherwise all be text and numbers."""

from typing import NewType
from uuid import UUID

CityId = NewType("CityId", int)
AgencySlug = NewType("AgencySlug", str)
AreaCode = NewType("AreaCode", str)
KindSlug = NewType("KindSlug", str)
GroupSlug = NewType("GroupSlug", str)
RuleName = NewType("RuleName", str)
PersonId = NewType("PersonId", UUID)
ResidentId = NewType("ResidentId", UUID)
TeamId = NewType("TeamId", UUID)
