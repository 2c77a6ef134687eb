"""What is made ready before anything is served."""

from tanggap.app import house, installation
from tanggap.app.settings import Settings
from tanggap.city import actions as cities
from tanggap.kit.db import Database


async def prepare(settings: Settings) -> None:
    """Make an installation with its addresses ready to be served: the database's steps, every city of the country.

    Raises Refused for what its database's owner has to see to.
    """
    installation.make_private(settings)
    installation.bring_up_to_date(settings)
    async with Database(settings.database_url, most=1) as database, database.transaction() as db:
        await cities.listen(db, house.shipped("cities") / installation.COUNTRY)
    installation.stamp(settings)
