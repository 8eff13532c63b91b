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


class Variant(NamedTuple):
    """A named patch, as it is written in a file."""

    patch: Attached
    place: Place


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
    folder = file.parent.resolve()
    source = str(file)
    files: list[PlanFile] = []
    seen: dict[pathlib.Path, str] = {}
    while True:
        root = document.read(file, source)
        seen[file.resolve()] = source
        layer = file.name if not files else os.path.relpath(file.resolve(), folder)
        files.append(_plan_file(root, pathlib.PurePath(layer).as_posix()))
        extends = _members(root).get("extends")
        if extends is None:
            return files[::-1]
        if len(files) > LONGEST_CHAIN:
            _refuse(f"more than {LONGEST_CHAIN} files extend one another", extends.place)
        file = _extended(file, extends, folder)
        source = str(file)
        if file.resolve() in seen:
            _refuse(f"{shown(extends.value)} extends this file again", extends.place)


def _extended(file: pathlib.Path, extends: Node, folder: pathlib.Path) -> pathlib.Path:
    """Return the file that is extended; it lies in the folder of the first file, or below."""
    name = extends.value
    if not isinstance(name, str) or not name.strip() or "\0" in name:
        _refuse(f"name one file to extend, not {shown(name)}", extends.place)
    try:
        there = (file.parent / name).resolve()
        is_inside = there.is_relative_to(folder)
        is_there = there.exists()
    except (OSError, RuntimeError):  # a name that is too long, or a circle of links
        _refuse(f"the file {shown(name)} cannot be opened", extends.place)
    if pathlib.PurePath(name).is_absolute() or not is_inside:
        message = f"{shown(name)} is outside the folder of the plan; keep what it extends in it"
        _refuse(message, extends.place)
    if not is_there:
        try:
            document.read(file.parent / name)
        except PlanError as error:
            problem = error.problems[0]
            message = f"there is no file {shown(name)}"
            raise PlanError(
                [replace(problem, path="extends", message=message, place=extends.place)]
            ) from error
    return file.parent / name


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
    if not isinstance(node.value, dict):
        wrong(f"variants have names, such as 'small: {{...}}', not {shown(node.value)}", node.place)
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
        if title is not None and not isinstance(title.value, str):
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
        variants[name] = Variant(patch, place)
    return variants


def _members(root: Node) -> dict[str, Node]:
    return root.value if isinstance(root.value, dict) else {}


def _refuse(message: str, place: Place) -> NoReturn:
    raise PlanError([Problem("error", "extends", message, place)])
