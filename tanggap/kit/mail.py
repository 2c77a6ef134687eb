"""Mail with type in it: one column, our colours, nothing fetched from anywhere and nothing that can follow a reader."""

from collections.abc import Sequence

from markupsafe import Markup

_PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{title}</title></head><body style="margin:0;background:#faf8f4;color:#1b1f24;font:16px/1.5 sans-serif">'
    '<div style="max-width:34em;margin:0 auto;padding:16px">'
    '<h1 style="background:#0b5c63;color:#fff;font-size:20px;padding:16px;border-radius:8px;margin:0 0 16px">{title}</h1>'
    '<p>{first}</p><ul style="padding-left:20px">{lines}</ul>{links}'
    '<p style="color:#59616b;font-size:13px;border-top:1px solid #d9d5cc;padding-top:12px">{foot}</p></div></body></html>'
)
_LINE = Markup('<li style="margin:0 0 8px">{}</li>')
_LINK = Markup('<p><a href="{}" style="color:#0b5c63;font-weight:bold">{}</a></p>')


def page(
    *,
    language: str,
    title: str,
    first: str,
    lines: Sequence[str],
    links: Sequence[tuple[str, str]],
    foot: str,
) -> str:
    """A mail as HTML: a title, a first sentence, lines, links as address and words, a foot. Everything in it is text."""
    return str(
        _PAGE.format(
            language=language,
            title=title,
            first=first,
            lines=Markup().join(_LINE.format(line) for line in lines),
            links=Markup().join(_LINK.format(address, words) for address, words in links),
            foot=foot,
        )
    )
