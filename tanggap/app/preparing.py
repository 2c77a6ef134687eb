"""What is made ready before anything is served."""

from tanggap.app import house, installation
from tanggap.app.doctor import actions as doctor
from tanggap.app.settings import Settings
from tanggap.city import actions as cities
from tanggap.kit.db import Database


async def prepare(settings: Settings) -> None:
    """Make an installation ready to be served: private folders, the database's steps, every city of the country.

    ``settings`` hold their addresses. Raises Refused for what its database's owner has to see to, and for
    whatever `doctor` finds too serious to serve with.
    """
    for name in ("files", "scratch"):
        (settings.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    installation.bring_up_to_date(settings)
    async with Database(settings.database_url, most=1) as database:
        async with database.transaction() as db:
            await cities.listen(db, house.shipped("cities") / "_indonesia" / "cities.csv")
        await doctor.refuse_serious(settings, database)
