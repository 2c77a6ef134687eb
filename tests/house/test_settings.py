"""Who runs a city finds every setting on one page, with its default, and nothing there that does not exist."""

import re

import msgspec

from tanggap.app.settings import Settings
from tests.house.source import ROOT

ROW = re.compile(r"^\| `TANGGAP_([A-Z0-9_]+)` \| (?:`([^`]*)`)? *\| \S", re.MULTILINE)


def test_every_setting_is_documented_with_its_default_and_every_documented_setting_exists() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    documented = {name.lower(): default for name, default in ROW.findall(page)}
    declared = {
        field.name: "" if field.default is None else str(field.default)
        for field in msgspec.structs.fields(Settings)
    }

    assert documented == declared
