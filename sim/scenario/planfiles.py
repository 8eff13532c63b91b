"""The files that a plan is written in: the one that was named, and those that it extends."""

from __future__ import annotations

import os
import pathlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from sim.problems import Place, PlanError, Problem, shown
from sim.scenario import document, paths
from sim.scenario.annotations import attach

if TYPE_CHECKING:
    from sim.scenario.annotations import Attached
    from sim.scenario.nodes import Node

LONGEST_CHAIN = 10
MOST_VARIANTS = 200


class Variant(NamedTuple):
    """A named patch, as it is written in a file."""

    patch: Attached
    place: Place
    title: str = ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One file: its own values, without what it extends, and its variants (None: taken out)."""

    layer: str
    body: Attached
    variants: dict[str, Variant | None]
    problems: tuple[Problem, ...]


def read_all(file: pathlib.Path) -> list[PlanFile]:
    """Return the file and those that it extends, the one that all others rest on first.

    Raises:
        PlanError: One of them cannot be read, is outside the folder of the first, or extends
            itself.
    """
    root = document.read(file)
    folder = file.parent.resolve()
    files = [_plan_file(root, file.name)]
    seen = {file.resolve()}
    while (extends := _members(root).get("extends")) is not None and extends.value is not None:
        if len(files) > LONGEST_CHAIN:
            _refuse(f"more than {LONGEST_CHAIN} files extend one another", extends.place)
        file, there = _extended(file, extends, folder)
        if there in seen:
            _refuse(f"{shown(extends.value)} extends this file again", extends.place)
        seen.add(there)
        root = _read(file, extends)
        files.append(_plan_file(root, there.relative_to(folder).as_posix()))
    return files[::-1]


def _extended(
    file: pathlib.Path, extends: Node, folder: pathlib.Path
) -> tuple[pathlib.Path, pathlib.Path]:
    """Return the file that is extended, and where it really is: in the folder or below."""
    name = extends.value
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        _refuse(f"name one file to extend, not {shown(name)}", extends.place)
    there = pathlib.Path(os.path.realpath(file.parent / name))  # never fails, not even in a circle
    if pathlib.PurePath(name).is_absolute() or not there.is_relative_to(folder):
        message = f"{shown(name)} is outside the folder of the plan; keep what it extends in it"
        _refuse(message, extends.place)
    return file.parent / name, there


def _read(file: pathlib.Path, extends: Node) -> Node:
    """Read a file that is extended; a file that is none is a mistake of the line that names it."""
    try:
        return document.read(file)
    except PlanError as error:
        first = error.problems[0]
        if first.place is not None and first.place.line:
            raise
        message = f"{shown(extends.value)}: {first.message}"
        this = pathlib.PurePath(extends.place.source).name
        problem = replace(
            first,
            path="extends",
            message=message,
            place=extends.place,
            choices=tuple(name for name in first.choices if name != this),
            suggestion=first.suggestion if first.suggestion != this else None,
        )
        raise PlanError([problem]) from error


def _plan_file(root: Node, layer: str) -> PlanFile:
    members = _members(root)
    own = {name: node for name, node in members.items() if name not in {"extends", "variants"}}
    problems: list[Problem] = []
    variants = _variants(members.get("variants"), problems)
    body = attach(replace(root, value=own), layer)
    return PlanFile(layer, body, variants, (*problems, *body.problems))


def _variants(node: Node | None, problems: list[Problem]) -> dict[str, Variant | None]:
    def wrong(message: str, place: Place, *path: str) -> None:
        problems.append(Problem("error", paths.written(("variants", *path)), message, place))

    if node is None or node.value is None:
        return {}
    if not isinstance(node.value, dict) or len(node.value) > MOST_VARIANTS:
        wrong(_no_variants(node.value), node.place)
        return {}
    variants: dict[str, Variant | None] = {}
    for name, written in node.value.items():
        place = written.key_place or written.place
        if written.value is None:
            variants[name] = None
            continue
        if not isinstance(written.value, dict):
            wrong(f"a variant is a mapping, not {shown(written.value)}", written.place, name)
            continue
        title = written.value.get("title")
        words = "" if title is None else title.value
        if title is not None and not isinstance(words, str):
            wrong(f"a title is a text, not {shown(title.value)}", title.place, name, "title")
        for key in ("extends", "variants"):
            if key in written.value:
                wrong("this can stand only at the top of a file", place, name, key)
        own = {
            key: member
            for key, member in written.value.items()
            if key not in {"title", "extends", "variants"}
        }
        patch = attach(replace(written, value=own), f"variant {name}")
        problems.extend(patch.problems)
        variants[name] = Variant(patch, place, words if isinstance(words, str) else "")
    return variants


def _no_variants(value: object) -> str:
    if isinstance(value, dict):
        return f"a file has at most {MOST_VARIANTS} variants, not {len(value)}"
    return f"variants have names, such as 'small: {{...}}', not {shown(value)}"


def _members(root: Node) -> dict[str, Node]:
    return root.value if isinstance(root.value, dict) else {}


def _refuse(message: str, place: Place) -> NoReturn:
    raise PlanError([Problem("error", "extends", message, place)])
