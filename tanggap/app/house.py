"""Finds what every room offers and lays it out, once per process."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tanggap.city.offers import Measure, Offers, Part
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import Pack
from tanggap.city.screens import Layer, Panel
from tanggap.kit.plugs import offered
from tanggap.kit.shipped import PACKAGE, shipped
from tanggap.kit.words import Tongue, speakers

FLOORS = (
    "tanggap.city",
    "tanggap.report",
    "tanggap.journey",
    "tanggap.modules",
    "tanggap.channels",
    "tanggap.oversight",
)


@cache
def offers(*, pages: bool = True) -> Offers:
    """What the rooms offer. A worker asks for no pages, and so never loads the web framework."""
    return Offers(
        channels={channel.name: channel for channel in _from("CHANNEL", "channel")},
        listeners=tuple(_from("LISTENER", "listener")),
        rules={rule.name: rule for rule in offered("tanggap.journey.routing.rules", "rule")},
        checks=tuple(_from("CHECK", "checks")),
        holdings=tuple(_from("HOLDING", "holding")),
        addressees=tuple(_from("ADDRESSEE", "addressee")),
        papers=tuple(_from("PAPER", "paper")),
        parts=_parts(),
        panels=_panels(),
        layers=_layers(),
        pages=tuple(_from("PAGES", "pages")) if pages else (),
        chores=tuple(_from("CHORE", "chore")),
        measures=_measures(),
    )


@cache
def measured() -> frozenset[str]:
    """By the names of what measures units can be graded."""
    return frozenset(each.name for each in _measures())


def _parts() -> tuple[Part, ...]:
    found = (part for parts in _from("PARTS", "parts") for part in parts)
    return tuple(sorted(found, key=lambda part: (part.order, part.name)))


def _panels() -> tuple[Panel, ...]:
    found = (panel for panels in _from("PANELS", "panels") for panel in panels)
    return tuple(sorted(found, key=lambda panel: (panel.order, panel.name)))


def _layers() -> tuple[Layer, ...]:
    found = (layer for layers in _from("LAYERS", "layers") for layer in layers)
    return tuple(sorted(found, key=lambda layer: (layer.order, layer.name)))


def _measures() -> tuple[Measure, ...]:
    found = (measure for measures in _from("MEASURES", "measures") for measure in measures)
    return tuple(sorted(found, key=lambda measure: (measure.order, measure.name)))


def _from(name: str, module: str) -> list[Any]:
    return [found for floor in FLOORS for found in offered(floor, name, in_modules=frozenset({module}))]


@cache
def taxonomy() -> Pack:
    """What every city inherits: the pack `_default`."""
    return load_pack(shipped("cities") / "_default")


@cache
def tongues() -> Mapping[str, Callable[[ZoneInfo], Tongue]]:
    """For every language the house speaks, what makes its tongue for a city's zone."""
    return speakers(shipped("look") / "words")


@cache
def template_folders() -> list[Path]:
    """Where templates are: the look first, then every room's own."""
    return [shipped("look"), *sorted(PACKAGE.glob("**/templates"))]
