"""The installation's settings: read once, from the environment or a file, and from nowhere else."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from tanggap.kit.errors import Refused
from tanggap.kit.oidc import Provider
from tanggap.kit.words import say

PREFIX = "TANGGAP_"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting. Each is `TANGGAP_<NAME>` in the environment or `<name>` in the settings file.

    `docs/reference/settings.md` says what each is for; a test compares.
    """

    folder: Path = Path("tanggap-data")
    host: str = "127.0.0.1"
    port: int = 8311
    url: str = ""
    web_processes: int = 0
    database_url: str = ""
    database_owner_url: str = ""
    database_reader_url: str = ""
    database_connections: int = 10
    postgres_programs: Path | None = None
    files: str = ""
    trusted_proxies: str = ""
    reports_per_address: int = 60
    reports_per_city: int = 600
    offices: str = ""
    streams_most: int = 2000
    providers: Path | None = None
    second_factor: Literal["required", "offered"] = "required"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_sender: str = ""
    log_json: bool = False

    @property
    def secure(self) -> bool:
        """Whether people come by HTTPS."""
        return self.url.startswith("https://")

    @property
    def processes(self) -> int:
        """How many web processes run: as many as cores when it is not said."""
        return self.web_processes or os.cpu_count() or 1

    @property
    def base_url(self) -> str:
        """What the world reaches this installation by, without a slash at its end."""
        return (self.url or f"http://{self.host}:{self.port}").rstrip("/")


def read_settings(environment: Mapping[str, str], **given: Any) -> Settings:
    """The settings in force: what a command was given, else the environment, else the file, else the default.

    `DATABASE_URL` is understood without the prefix too, as hosting providers set it. Raises Refused for a
    setting nobody knows or a value that does not fit.
    """
    values: dict[str, Any] = {}
    file = environment.get(f"{PREFIX}SETTINGS")
    if file:
        values |= tomllib.loads(Path(file).read_text("utf-8"))
    if "DATABASE_URL" in environment:
        values["database_url"] = environment["DATABASE_URL"]
    for name in Settings.__struct_fields__:
        text = environment.get(PREFIX + name.upper())
        if text is not None:
            values[name] = text
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return msgspec.convert(values, Settings, strict=False, dec_hook=_decode)
    except msgspec.ValidationError as wrong:
        raise Refused(say("Setelan tidak bisa dipakai: {why}", why=str(wrong))) from None


def read_providers(path: Path | None) -> dict[str, Provider]:
    """The cities' own ways to sign in, by slug. Raises Refused for a file that cannot be used."""
    if path is None:
        return {}
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), dict[str, Provider])
    except (OSError, ValueError, msgspec.ValidationError) as wrong:
        raise Refused(
            say("Setelan tidak bisa dipakai: {why}", why=f"{path}: {type(wrong).__name__}")
        ) from None


def _decode(kind: type, value: Any) -> Any:
    if kind is Path:
        return Path(value)
    raise NotImplementedError(kind)
