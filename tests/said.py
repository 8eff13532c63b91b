"""All that may be said to a reader: the constants that `say` and `phrase` are called with."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import sim

if TYPE_CHECKING:
    from collections.abc import Iterator

SAYING = ("say", "phrase")
"""What says something: now, or later."""
ROOT = Path(sim.__file__).parent
_IN_TEMPLATE = re.compile(r"""say\((?:"([^"]*)"|'([^']*)')""")


def said_in_code() -> dict[str, str]:
    """Return each constant that `say` is called with, and where that is."""
    found = {}
    for file in sorted(ROOT.rglob("*.py")):
        for call in _calls(ast.parse(file.read_text("utf-8"))):
            match call.args:
                case [ast.Constant(value=str(text))]:
                    found[text] = f"{file.relative_to(ROOT)}:{call.lineno}"
    for file in sorted(ROOT.rglob("*.jinja")):
        for match in _IN_TEMPLATE.finditer(file.read_text("utf-8")):
            found[match[1] or match[2]] = file.name
    return found


def said_otherwise() -> list[str]:
    """Return where `say` is called with anything but one constant."""
    return [
        f"{file.relative_to(ROOT)}: {ast.unparse(call.args[0])}"
        for file in sorted(ROOT.rglob("*.py"))
        for call in _calls(ast.parse(file.read_text("utf-8")))
        if not isinstance(call.args[0], ast.Constant)
    ]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in SAYING
        ):
            yield node
