"""The script that keeps Tanggap's shell on a phone: built with the rest of the look, served where its scope begins."""

from pathlib import Path

from tanggap.app import house
from tanggap.kit.errors import Missing
from tanggap.kit.web import Response, get
from tanggap.kit.words import say


@get("/sw.js", act="anyone", sync_to_thread=True)
def show_service_worker() -> Response[bytes]:
    """The service worker. A browser asks for it anew at every visit: only so it learns of a new version."""
    script = _script()
    if not script.exists():
        raise Missing(say("Halaman ini belum dibangun: jalankan `make look/dist/manifest.json`."))
    return Response(
        script.read_bytes(),
        media_type="text/javascript",
        headers={"cache-control": "no-cache"},
    )


def _script() -> Path:
    return house.shipped("look") / "dist" / "worker.js"
