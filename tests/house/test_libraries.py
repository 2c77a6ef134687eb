"""Every library has its keepers: the files that may know it. Whoever leaves a library touches those, and no others."""

import sys
from fnmatch import fnmatch
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import imports, sources
from tests.house.test_locks import RUNTIME

KIT = "tanggap/kit/*"
PAGES = ("tanggap/kit/web/*", "tanggap/app/*", "tanggap/channels/*", "*/pages.py", "*/pages/*")
GROUND = "tanggap/city/*"

KEEPERS: dict[str, tuple[str, ...]] = {
    "msgspec": ("tanggap/*",),
    "structlog": ("tanggap/*",),
    # The web framework and its server
    "litestar": PAGES,
    "multipart": ("tanggap/kit/web/*",),
    "granian": ("tanggap/kit/serving.py",),
    "uvloop": ("tanggap/kit/*", "tanggap/app/*"),
    # Pages and words
    "jinja2": (KIT,),
    "markupsafe": (KIT,),
    "babel": ("tanggap/kit/words.py", "tanggap/kit/catalogue.py"),
    # The database
    "psycopg": (KIT,),
    "psycopg_pool": (KIT,),
    "procrastinate": ("tanggap/kit/jobs.py",),
    # The world outside: addresses that came from somebody else go through one door
    "httpx": ("tanggap/kit/egress.py",),
    "aiosmtplib": ("tanggap/kit/mail.py", "tanggap/channels/email/*", "tanggap/channels/email.py"),
    # Tables for those who count
    "arro3": ("tanggap/kit/parquet.py",),
    # Words of strangers
    "phonenumbers": ("tanggap/report/screening/rules.py",),
    # Files and pictures
    "obstore": ("tanggap/kit/files.py",),
    "PIL": ("tanggap/kit/pictures/*",),
    "pillow_heif": ("tanggap/kit/pictures/*",),
    # What words have in common
    "snowballstemmer": ("tanggap/kit/stem.py",),
    # Paper and codes
    "reportlab": ("tanggap/kit/pdf.py",),
    "xlsxwriter": ("tanggap/kit/workbook.py",),
    "segno": ("tanggap/kit/qr.py",),
    "cv2": ("tanggap/kit/pictures/scene.py", "tanggap/kit/pictures/seeing.py"),
    # Areas and days
    "shapely": (GROUND,),
    "numpy": (
        GROUND,
        "tanggap/kit/learn.py",
        "tanggap/kit/pictures/scene.py",
        "tanggap/kit/pictures/seeing.py",
        "tanggap/kit/pictures/trace.py",
    ),
    "holidays": (GROUND,),
    # Secrets
    "joserfc": ("tanggap/kit/oidc.py",),
    "argon2": ("tanggap/city/people/*",),
    "cryptography": ("tanggap/kit/secret.py", "tanggap/kit/webpush.py"),
    "http_ece": ("tanggap/kit/webpush.py",),
    "py_vapid": ("tanggap/kit/webpush.py",),
    "webauthn": ("tanggap/city/passkeys/actions.py",),
    # Commands and figures
    "typer": ("tanggap/app/*",),
    "rich": ("tanggap/app/*", "tanggap/kit/catalogue.py"),
    "prometheus_client": ("tanggap/kit/*", "tanggap/app/*"),
}


def outside_imports() -> set[tuple[str, str]]:
    """(file, library) for every import of the package that is neither Python's own nor ours."""
    ours = {*sys.stdlib_module_names, "tanggap"}
    return {
        (source.name, library)
        for source in sources("tanggap")
        for _, module in imports(source.tree)
        if (library := module.partition(".")[0]) not in ours
    }


def test_every_library_is_imported_only_by_its_keepers() -> None:
    found = {
        f"{file} imports {library}"
        for file, library in outside_imports()
        if not any(fnmatch(file, pattern) for pattern in KEEPERS.get(library, ()))
    }

    assert not found, "ask a keeper for it, or say here who else keeps it and why"


def test_what_the_house_imports_it_asks_for() -> None:
    asked = {canonicalize_name(Requirement(one).name) for one in RUNTIME}
    carried_by = packages_distributions()

    found = {
        f"{file} imports {library}"
        for file, library in outside_imports()
        if not asked & {canonicalize_name(name) for name in carried_by.get(library, [])}
    }

    assert not found, "a library that came with another may leave with it: ask for it in pyproject.toml"
