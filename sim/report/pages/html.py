"""From what a page says to HTML: one file, without scripts, that fetches nothing.

Every text is escaped. Styles are allowed from the page's own style sheet only, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sim.words import language, say

if TYPE_CHECKING:
    from sim.report.pages.document import Document


_UNIT = re.compile(r"(?<=\d) (?=%)")
_SHORT_DATE = re.compile(r"\d{1,2}\.? \w{3}\.? \d{4}")


def html(document: Document) -> str:
    """Return a page as HTML, in the language that is spoken."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("sim.report.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_together,
    )
    style = files("sim.report.pages").joinpath("templates", "report.css").read_text("utf-8")
    style = f"\n{style}{_margins(document.marking)}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return environment.get_template("report.html.jinja").render(
        document=document,
        language=language(),
        policy=policy,
        style=Markup(style),  # noqa: S704  (ours; what the plan says in it is escaped below)
        picture=Markup,
        say=say,
    )


def _together(said: Any) -> Any:
    r"""Keep a number with its unit on one line, and a date in a table on its own.

    >>> _together("99.4 % of 4"), _together("4. jan. 2020")
    ('99.4\xa0% of 4', '4.\xa0jan.\xa02020')
    """
    if type(said) is not str:  # also not what is HTML already
        return said
    if _SHORT_DATE.fullmatch(said):
        return said.replace(" ", "\N{NO-BREAK SPACE}")
    return _UNIT.sub("\N{NO-BREAK SPACE}", said)


def _margins(marking: str) -> str:
    """Return what stands in the margins of every printed page."""
    text = "".join(f"\\{ord(sign):x} " for sign in marking)
    heads = "".join(
        f'  @{side} {{ content: "{text}" }}\n' for side in ("top-center", "bottom-center")
    )
    number = '  @bottom-right { content: counter(page) " / " counter(pages) }\n'
    return f"@page {{\n{heads if marking else ''}{number}}}\n"
