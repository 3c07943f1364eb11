"""A page of an edition is a frozen body in a shell: the shell may change, the body never does.

The places are comments in the page's template (``templates/report/report.html.j2``), which no text can forge, since all
text is escaped.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from assets.language import language

_BODY = re.compile(r"<!--body-->.*<!--/body-->", re.DOTALL)
_MARK = re.compile(r"(<!--mark-->)(.*?)(<!--/mark-->)", re.DOTALL)
_MARK_IN_TITLE = re.compile(r"(?: \([^()]*\))?</title>")


def body_of(page: str) -> str:
    """The frozen part of a page, its delimiting comments included. Raises ValueError when it has none."""
    found = _BODY.search(page)
    if found is None:
        raise ValueError("the page has no frozen body")
    return found[0]


def marked(page: str, mark: str = "", link: str = "", href: str = "") -> str:
    """The page with another mark in its shell, or with none.

    Where ``href`` is given, a link stands in the place of the mark above the title, with words of its own.
    """
    above, below = Markup(), Markup()
    if mark:
        above = Markup('<a href="{}">{}</a>').format(href, link) if href else escape(mark)
        below = Markup(" · {}").format(mark)
    places = iter((above, below))

    def place(found: re.Match[str]) -> str:
        words = next(places)
        opening = re.match(r"<p\b[^>]*>", found[2])
        return f"{found[1]}{opening[0]}{words}</p>{found[3]}" if opening and words else f"{found[1]}{words}{found[3]}"

    remarked = _MARK.sub(place, page)
    title = Markup(" ({})</title>").format(mark) if mark else "</title>"
    return _MARK_IN_TITLE.sub(lambda _: title, remarked, count=1)


def superseded(page: str, code: str, number: int, href: str) -> str:
    """The page of an earlier edition with a banner above its body: there is a newer revision, and it lies at ``href``.

    ``code`` is the page's language. For whoever shows editions to the public: the frozen files have no banner.
    """
    words, link = language(code).say("shell.newer"), language(code).say("shell.newer_link", number=number)
    banner = Markup('<aside class="banner"><div class="inner"><p>{} <a href="{}">{}</a></p></div></aside>\n').format(
        words, href, link
    )
    body = body_of(page)
    return page.replace(body, f"{banner}{body}", 1)
