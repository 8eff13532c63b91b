"""Read one YAML 1.2 file into a tree in which each value knows its place, and write a tree.

The file may be anything that somebody was sent. So only the parser of ruamel.yaml is used, event
by event: nothing is constructed, tags other than those of the core schema are refused, and size,
depth and the number of values (with aliases counted as often as they are used) are limited before
anything is built from them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sim.problems import Place, PlanError, Problem, shown, visible
from sim.scenario import scalars
from sim.scenario.files import LINE_BREAK, check_characters, text_of

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from ruamel.yaml.error import MarkedYAMLError

    from sim.scenario.composing import Places
    from sim.scenario.nodes import Node

_DIRECTIVE = re.compile(r"%(?!YAML 1\.2[ \t]*(?:#.*)?$)")
_IN_OUR_WORDS = {
    r"found character '\\t'": "a tab cannot stand here; indent with spaces",
    r"found character (.+) that cannot start": r"a value that begins with \1 needs quotes",
    r"mapping values are not allowed": (
        "a colon makes no sense here; put a value that has ': ' in it into quotes, "
        "or mend the indentation"
    ),
    r"could not find expected ':'": "a key needs a colon and a space after it",
    r"expected <block end>": "this does not fit what is before it; mend the indentation or quotes",
    r"unexpected end of stream": "the quotes are not closed",
    r"expected ',' or '([]}])'": r"a comma or a closing '\1' is missing",
    r"expected the node content, but found '<stream end>'": "the brackets are not closed",
    r"expected the node content": "a value is missing here",
    r"undefined tag handle (.+)": r"the tag \1 is not allowed in a plan",
}


def read(file: pathlib.Path, source: str | None = None) -> Node:
    """Return what the file of a plan says: a mapping.

    Args:
        file: The file.
        source: The file as the user named it, for messages.

    Raises:
        PlanError: The file is not one that a plan can be read from.
    """
    source = str(file) if source is None else source
    root = parse(text_of(file, source), source)
    if root is None:
        message = "the file is empty; `contingent init` writes a plan to start from"
        raise PlanError([Problem("error", "", message, Place(source, 0, 0, ""))])
    if not isinstance(root.value, dict):
        message = f"a plan is a mapping, such as 'name: lead-nation', not {shown(root.value)}"
        raise PlanError([Problem("error", "", message, root.place)])
    return root


def parse(text: str, source: str, *, has_lines: bool = True) -> Node | None:
    """Return what a YAML 1.2 text says, or None where it says nothing.

    Args:
        text: The text of a file, or the value of an option.
        source: Its name in messages.
        has_lines: Whether messages say line and column (not for an option).

    Raises:
        PlanError: It is not YAML, or more of it than a plan may have.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    from sim.scenario.composing import Composer, Places

    check_characters(text, source)
    lines = LINE_BREAK.split(text)
    places = Places(source, lines if has_lines else [])
    _check_directives(lines, places)
    composer = Composer(places)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            composer.take(event)
    except MarkedYAMLError as error:
        raise PlanError([*composer.problems, _not_yaml(error, places)]) from error
    except (ValueError, OverflowError) as error:  # an escape code or a tag that stands for nothing
        message = f"this is not YAML: {error}"
        raise PlanError([Problem("error", "", message, places.last)]) from error
    if composer.problems:
        raise PlanError(composer.problems)
    return composer.root


def dump(tree: dict[str, Any]) -> str:
    """Return a plain tree as YAML 1.2 text: the same tree gives the same text.

    >>> print(dump({"country": "NO", "posts": 4, "ramp": [{"share": "10 %"}], "goals": {}}), end="")
    country: "NO"
    posts: 4
    ramp:
      - share: 10 %
    goals: {}
    """
    return "".join(f"{line}\n" for line in _dumped(tree)) if tree else "{}\n"


def _check_directives(lines: list[str], places: Places) -> None:
    """Refuse directives: an older version of YAML reads ``NO`` and ``12:30`` as something else."""
    for number, line in enumerate(lines):
        if line.startswith("%") and _DIRECTIVE.match(line):
            message = f"plans are YAML 1.2; take out the line {shown(line)}"
            raise PlanError([Problem("error", "", message, places.at(number, 0))])


def _not_yaml(error: MarkedYAMLError, places: Places) -> Problem:
    said = str(error.problem or error.context)
    message = f"this is not YAML: {visible(said)}"
    for pattern, words in _IN_OUR_WORDS.items():
        found = re.search(pattern, said)
        if found:
            message = visible(found.expand(words))
            break
    mark, began = error.problem_mark or error.context_mark, error.context_mark
    also: tuple[tuple[str, Place], ...] = ()
    if began is not None and began.line != mark.line:
        also = (("it began here", places.of(began)),)
    return Problem("error", "", message, places.of(mark), also=also)


def _dumped(value: Any, indent: str = "") -> Iterator[str]:
    """Yield the lines of a mapping or a list that is not empty."""
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in pairs:
        start = f"{indent}-" if key is None else f"{indent}{scalars.written(str(key))}:"
        if not isinstance(item, dict | list):
            yield f"{start} {scalars.written(item)}"
        elif not item:
            yield f"{start} {'{}' if isinstance(item, dict) else '[]'}"
        elif key is None:
            first, *others = _dumped(item, f"{indent}  ")
            yield f"{start} {first.strip()}"
            yield from others
        else:
            yield start
            yield from _dumped(item, f"{indent}  ")
