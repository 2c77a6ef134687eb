"""The web: what the framework is used for, and nothing of it beyond this room's door."""

from litestar import Request, Response, delete, get, post, put
from litestar.response import Stream

from tanggap.kit.web.forms import Form
from tanggap.kit.web.pages import Entry, Page, Pages, Redirect, Setting, setting_of

__all__ = [
    "Entry",
    "Form",
    "Page",
    "Pages",
    "Redirect",
    "Request",
    "Response",
    "Setting",
    "Stream",
    "delete",
    "get",
    "post",
    "put",
    "setting_of",
]
