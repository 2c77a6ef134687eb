"""The routes of the citizen's door."""

from tanggap.channels.web import api
from tanggap.kit.web import Pages

PAGES = Pages(routes=[api.send_report, api.send_photo, api.show_report])
