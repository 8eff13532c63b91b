"""How a place in a plan is named: ``contributions.lead.elements.protection.posts``, ``ramp_up[0]``.

A name that has a dot, a bracket, an equals sign or a space in it stands in double quotes.
"""

from __future__ import annotations

import json
import re

Path = tuple[str | int, ...]

_PART = re.compile(
    r'\[(?P<item>\d{1,9})\]|(?P<dot>\.?)(?:"(?P<quoted>[^"]*)"|(?P<name>[^.\[\]="]+))'
)
_BARE = re.compile(r'[^.\[\]="\s]+( [^.\[\]="\s]+)*')


def written(path: Path) -> str:
    """Return the path as text.

    >>> written(("contributions", "lead", "ramp_up", 0, "share"))
    'contributions.lead.ramp_up[0].share'
    >>> written(("sources", "fmn.2020"))
    'sources."fmn.2020"'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if _BARE.fullmatch(part) else json.dumps(part, ensure_ascii=False)
            text += f".{name}" if text else name
    return text


def read(text: str) -> Path | None:
    """Return the path that the text names, or None where it names none.

    >>> read('sources."fmn.2020"'), read("ramp_up[0].share"), read("a..b")
    (('sources', 'fmn.2020'), ('ramp_up', 0, 'share'), None)
    """
    parts: list[str | int] = []
    position = 0
    while position < len(text):
        found = _PART.match(text, position)
        if found is None:
            return None
        item, dot, quoted, name = found.group("item", "dot", "quoted", "name")
        if item is not None and parts:
            parts.append(int(item))
        elif item is None and bool(dot) == bool(parts):
            parts.append(quoted if quoted is not None else name.strip())
        else:
            return None
        position = found.end()
    return tuple(parts) if parts and all(part != "" for part in parts) else None
