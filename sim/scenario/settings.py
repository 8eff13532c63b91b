"""Values that are set from the command line: ``--set pools.trainers.people=40``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from sim.problems import Place, PlanError, Problem, shown, suggest, visible
from sim.scenario import document, paths
from sim.scenario.annotations import KEYS, attach
from sim.scenario.merging import is_quantity, merge
from sim.scenario.nodes import Node, at

if TYPE_CHECKING:
    from sim.scenario.annotations import Attached
    from sim.scenario.paths import Path
    from sim.scenario.scalars import Scalar

Known = Callable[["Path"], Sequence[str] | None]
"""Says which names the language knows in the mapping at a path; None where any name will do."""

_LONGEST_PATH = 20
_SETTING = re.compile(r'(?P<path>(?:"[^"]*"|[^"=])*)=(?P<value>.*)', re.DOTALL)
_NOT_HERE = {"extends": "write it in a file", "variants": "choose one with --variant"}


class Setting(NamedTuple):
    """One value to set, and the option that says so."""

    option: str
    path: Path
    attached: Attached
    place: Place


def read(text: str, tree: Node, known: Known | None = None) -> Setting:
    """Return what a ``--set`` says, checked against the tree that it changes.

    Raises:
        PlanError: It is not ``path=value``, or there is no such path.
    """
    option = f"--set {text}"
    place = Place(option, 0, 1, "")
    found = _SETTING.fullmatch(text)
    path = paths.read(found["path"].strip()) if found else None
    if found is None or path is None:
        _stop("write a path, '=' and a value, such as pools.trainers.people=40", place)
    if path[0] in _NOT_HERE:
        _stop(f"{path[0]!r} cannot be set; {_NOT_HERE[str(path[0])]}", place)
    if len(path) > _LONGEST_PATH:
        _stop(f"a path has at most {_LONGEST_PATH} parts", place)
    _check(path, tree, known, place)
    try:
        value = _value(found["value"], option)
    except PlanError as error:
        raise PlanError([_under(path, problem) for problem in error.problems]) from error
    if value is None:
        _stop("there is no value after '='; write null to remove what is there", place, path)
    if path[-1] in KEYS and len(path) > 1 and path[0] != "sources":
        value, path = _mapping(str(path[-1]), value, place), path[:-1]
    return Setting(option, path, attach(value, option, path), place)


def _under(path: Path, problem: Problem) -> Problem:
    """Return what is wrong in a value that stands at a path, with where that is in the plan."""
    where = paths.written(path)
    dot = "." if problem.path and not problem.path.startswith("[") else ""
    return replace(problem, path=f"{where}{dot}{problem.path}")


@lru_cache(maxsize=4096)
def _value(text: str, option: str) -> Node | None:
    """Return what a text says; a study of many values lays the same ones again and again."""
    return document.parse(text, option, has_lines=False)


def fixed(name: str, value: Scalar) -> Setting:
    """Return the setting that a flag of its own stands for: ``run.seed`` is ``--seed``."""
    flag = f"--{name.rpartition('.')[2].replace('_', '-')}"
    place = Place(f"{flag} {visible(str(value), 60)}", 0, 1, "")
    path = paths.read(name)
    if path is None:
        raise ValueError(f"{name!r} is no path")
    return Setting(flag, path, attach(Node(value, place), f"option {flag}", path), place)


def patch(setting: Setting, tree: Node) -> Node:
    """Return the setting as a patch of the whole tree.

    A list, and a quantity that has the key already, are written out whole, with the one change.
    """
    value = setting.attached.node
    for depth in reversed(range(len(setting.path))):
        part, parent = setting.path[depth], at(tree, setting.path[:depth])
        if parent is not None and isinstance(parent.value, list) and isinstance(part, int):
            items = list(parent.value)
            if value.value is None and depth == len(setting.path) - 1:
                del items[part]
            else:
                items[part] = merge(items[part], value).node
            value = replace(parent, value=items)
        elif parent is not None and is_quantity(parent) and _has(parent, part, value):
            members = dict(parent.value) if isinstance(parent.value, dict) else {}
            value = replace(parent, value={**members, str(part): value})
        else:
            value = _mapping(str(part), value, setting.place)
    return value


def _has(parent: Node, part: str | int, value: Node) -> bool:
    return isinstance(parent.value, dict) and part in parent.value and value.value is not None


def _mapping(name: str, value: Node, place: Place) -> Node:
    return Node({name: replace(value, key_place=place)}, place)


def _check(path: Path, tree: Node, known: Known | None, place: Place) -> None:
    """Refuse a path that leads nowhere: a new name may end a path, but not stand within one."""
    node: Node | None = tree
    for depth, part in enumerate(path):
        here, value = path[:depth], None if node is None else node.value
        if isinstance(value, list):
            if not isinstance(part, int) or part >= len(value):
                items = f"[0] to [{len(value) - 1}]" if value else "none"
                _stop(f"this is a list; its items are {items}", place, here)
            node = value[part]
            continue
        if isinstance(part, int) or not (value is None or isinstance(value, dict)):
            kind = "a mapping" if value is None or isinstance(value, dict) else "a single value"
            what = f"[{part}]" if isinstance(part, int) else shown(part)
            _stop(f"this is {kind}; there is no {what} in it", place, here)
        members = value or {}
        is_last = depth == len(path) - 1
        node = members.get(part)
        if node is None and not _may_be_new(part, here, known, is_last=is_last):
            names = dict.fromkeys([*members, *(known(here) or () if known else ())])
            message = f"there is no {shown(part)} here"
            _stop(message, place, path[: depth + 1], tuple(names), suggest(part, names))


def _may_be_new(part: str, here: Path, known: Known | None, *, is_last: bool) -> bool:
    if part in KEYS and here and is_last:
        return True
    names = known(here) if known else ()
    return is_last if names is None else part in names


def _stop(
    message: str,
    place: Place,
    path: Path = (),
    choices: tuple[str, ...] = (),
    suggestion: str | None = None,
) -> NoReturn:
    problem = Problem("error", paths.written(path), message, place, (), choices, suggestion)
    raise PlanError([problem])
