"""A picture as a part of a page: no style sheet of its own, no id that another one has, and small.

What a picture says in styles is said in attributes, so that a page can forbid styles in elements.
Numbers are rounded to a hundredth of a point, which nobody sees, and only what changes is written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LEFT_OUT = {f"{{{_SVG}}}{name}" for name in ("metadata", "style", "title")}
_FINE = 100
"""Steps of a point."""
_COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0, "Z": 0}
"""Numbers that a command of a path takes."""
_TOKEN = re.compile(r"[MLQCzZ]|-?\d+(?:\.\d+)?(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_INHERITED = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
_NUMBERS = {"x", "y", "width", "height"}


def inlined(  # noqa: PLR0913  (where it is from, what of it is shown, and what it is called)
    svg: bytes, name: str, title: str, words: str, *, top: float, height: float
) -> str:
    """Return a part of a picture as an element of a page.

    Args:
        svg: The picture, as matplotlib writes it.
        name: With which its ids begin.
        title: What it is.
        words: What it shows, for who cannot see it.
        top: Where the part begins, in points from above.
        height: How high the part is, in points.
    """
    root = ET.fromstring(svg)  # noqa: S314  (we have just drawn it)
    width = root.get("viewBox", "").split()[2]
    used = _references(root)
    for element in list(root.iter()):
        for child in list(element):
            if child.tag in _LEFT_OUT:
                element.remove(child)
        if element is not root:
            _plain(element, name, used)
    root.attrib.clear()
    root.attrib |= {
        "viewBox": f"0 {_short(top)} {_short(float(width))} {_short(height)}",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-words",
        **_INHERITED,
    }
    for place, (kind, text) in enumerate((("title", title), ("desc", words))):
        said = ET.Element(f"{{{_SVG}}}{kind}", id=f"{name}-{'words' if place else 'title'}")
        said.text = text
        root.insert(place, said)
    ET.register_namespace("", _SVG)
    return ET.tostring(root, "unicode")


def _references(root: ET.Element) -> set[str]:
    """Return the ids that something else points to."""
    said = [value for element in root.iter() for value in element.attrib.values()]
    found = {name for value in said for name in _REFERENCE.findall(value)}
    styled = [value for element in root.iter() for value in [element.get("style", "")]]
    found |= {name for value in styled for name in _REFERENCE.findall(value)}
    return found | {element.get(_XLINK, "")[1:] for element in root.iter()}


def _plain(element: ET.Element, name: str, used: set[str]) -> None:
    """Say styles in attributes, and shorten what is said."""
    for style in element.attrib.pop("style", "").split(";"):
        key, _, value = style.partition(":")
        if key.strip() and _INHERITED.get(key.strip()) != value.strip():
            element.set(key.strip(), value.strip())
    _rename(element, name, used)
    if "d" in element.attrib:
        element.set("d", "".join(_path(element.attrib["d"])))
    for key in _NUMBERS & element.attrib.keys():
        element.set(key, _short(float(element.attrib[key])))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    element.text, element.tail = (
        text if text and text.strip() else None for text in (element.text, element.tail)
    )


def _rename(element: ET.Element, name: str, used: set[str]) -> None:
    """Begin ids with a name, and leave out those that nothing points to."""
    target = element.attrib.pop(_XLINK, None)
    if target is not None:
        element.set("href", f"#{name}-{target[1:]}")
    mine = element.attrib.pop("id", None)
    if mine in used:
        element.set("id", f"{name}-{mine}")
    for key, value in element.attrib.items():
        element.set(key, _REFERENCE.sub(rf"url(#{name}-\1)", value))


def _path(said: str) -> Iterator[str]:
    """Yield the commands of a path, relative and rounded, without the steps that go nowhere.

    >>> "".join(_path("M 10.004 20 L 10.001 25.5 L 30 25.5 L 30.001 25.501 L 31 26 z"))
    'M10 20v5.5h20l1 .5z'
    """
    tokens = _TOKEN.findall(said)
    place = 0
    x = y = 0
    while place < len(tokens):
        command = tokens[place]
        count = _COORDINATES[command]
        numbers = [round(float(one) * _FINE) for one in tokens[place + 1 : place + 1 + count]]
        place += 1 + count
        if command == "L":
            right, down = numbers[0] - x, numbers[1] - y
            if right and down:
                yield f"l{_joined([right, down])}"
            elif right:
                yield f"h{_joined([right])}"
            elif down:
                yield f"v{_joined([down])}"
        else:
            yield f"{command}{_joined(numbers)}"
        if numbers:
            x, y = numbers[-2:]


def _joined(numbers: list[int]) -> str:
    said = list(map(_steps, numbers))
    return "".join(
        one if one[0] == "-" or not place else f" {one}" for place, one in enumerate(said)
    )


@lru_cache(4096)
def _steps(number: int) -> str:
    """Return so many steps as points; the same few come again and again."""
    return _short(number / _FINE)


def _short(value: float) -> str:
    """Return a number as short as it goes.

    >>> _short(0.5), _short(-0.25), _short(12.0), _short(-0.001)
    ('.5', '-.25', '12', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"-0", "-", ""} else text
