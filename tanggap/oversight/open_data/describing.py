"""A dataset described for catalogues of other machines: as CKAN's package, and in DCAT."""

from datetime import datetime
from typing import Any

from tanggap.city.ground import Ground
from tanggap.oversight.open_data.datasets import CATALOGUE, MEDIA, Dataset
from tanggap.oversight.open_data.views import NAMES


def package(found: Dataset, ground: Ground, *, root: str, changed_at: datetime | None) -> dict[str, Any]:
    """A dataset as CKAN's `package_show` tells it. ``root`` is the address of the city's pages."""
    licence = ground.city.open_data
    return {
        "id": found.slug,
        "name": found.slug,
        "title": found.title.id,
        "title_translated": {"id": found.title.id, "en": found.title.en},
        "notes": found.words.id,
        "notes_translated": {"id": found.words.id, "en": found.words.en},
        "url": f"{root}/open/data/{found.slug}",
        "author": publisher(ground),
        "license_id": licence.licence,
        "license_title": licence.licence,
        "license_url": licence.licence_url,
        "isopen": True,
        "private": False,
        "state": "active",
        "type": "dataset",
        "metadata_modified": changed_at.replace(tzinfo=None).isoformat() if changed_at is not None else None,
        "organization": {"name": ground.known.slug, "title": publisher(ground), "type": "organization"},
        "tags": [],
        "num_tags": 0,
        "extras": [{"key": "frequency", "value": found.rhythm.en}],
        "num_resources": len(found.formats),
        "resources": [
            {
                "id": f"{found.slug}-{each}",
                "package_id": found.slug,
                "position": nth,
                "name": f"{found.title.id} ({NAMES[each]})",
                "format": NAMES[each],
                "mimetype": MEDIA[each].partition(";")[0],
                "url": f"{root}/open/data/{found.slug}.{each}",
                "datastore_active": each == "csv",
                "state": "active",
            }
            for nth, each in enumerate(found.formats)
        ],
    }


def catalogue(ground: Ground, *, root: str) -> dict[str, Any]:
    """All datasets as DCAT in JSON, after the schema that data catalogues harvest.

    Source: Project Open Data Metadata Schema 1.1, which follows W3C DCAT.
    """
    return {
        "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
        "@type": "dcat:Catalog",
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "dataset": [
            {
                "@type": "dcat:Dataset",
                "identifier": f"{root}/open/data/{each.slug}",
                "landingPage": f"{root}/open/data/{each.slug}",
                "title": each.title.id,
                "description": each.words.id,
                "keyword": ["laporan warga", "kota"],
                "accessLevel": "public",
                "accrualPeriodicity": "irregular",
                "license": ground.city.open_data.licence_url,
                "language": ["id"],
                "publisher": {"@type": "org:Organization", "name": publisher(ground)},
                "distribution": [
                    {
                        "@type": "dcat:Distribution",
                        "downloadURL": f"{root}/open/data/{each.slug}.{format}",
                        "mediaType": MEDIA[format].partition(";")[0],
                        "format": NAMES[format],
                    }
                    for format in each.formats
                ],
            }
            for each in CATALOGUE
        ],
    }


def publisher(ground: Ground) -> str:
    """Who gives the data away, by the name it has in its own language."""
    return f"Pemerintah {ground.known.name}"
