"""Where results go."""

from __future__ import annotations

import json
import pathlib
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from sim.cli.ends import WRONG_COMMAND, stop

if TYPE_CHECKING:
    from sim.scenario.load import Plan

REPORTS = pathlib.Path("reports")
LONGEST_NAME = 100
"""Characters of a folder that is named after several plans."""


def folder_of(
    plan: Plan,
    variants: tuple[str, ...],
    settings: tuple[str, ...],
    out: pathlib.Path | None,
    *,
    one: bool,
) -> pathlib.Path:
    """Return the folder of the results of a plan, which has no other files in it.

    What was set gives it a name of its own, unless it is said where the results go.
    """
    from sim.report.folder import FolderError, check

    name = safe("@".join((plan.scenario.name, *filter(None, ["+".join(variants)]))))
    if out is None:
        folder = REPORTS / safe("@".join((name, *filter(None, [_of_settings(settings)]))))
    else:
        folder = out if one else out / name
    try:
        check(folder)
    except FolderError as error:
        stop(str(error), WRONG_COMMAND)
    return folder


def _of_settings(settings: tuple[str, ...]) -> str:
    r"""Return a short name of settings, the same for the same ones; nothing for none.

    >>> _of_settings(())
    ''
    >>> _of_settings(("a=1", "b=2")) == _of_settings(("a=1\nb=2",))
    False
    """
    text = json.dumps(settings)
    return f"set-{sha256(text.encode()).hexdigest()[:8]}" if settings else ""


def place_of(name: str, settings: tuple[str, ...], out: pathlib.Path | None) -> pathlib.Path:
    """Return the folder of a study, which has no other files in it.

    What was set gives it a name of its own, unless it is said where the results go.
    """
    from sim.report.folder import FolderError, check

    if out is None:
        out = REPORTS / safe("@".join((safe(name), *filter(None, [_of_settings(settings)]))))
    try:
        check(out)
    except FolderError as error:
        stop(str(error), WRONG_COMMAND)
    return out


def safe(name: str) -> str:
    """Return a name for a folder, whatever a variant is called.

    >>> safe("lead-nation@late+small"), safe("lead-nation@../x")
    ('lead-nation@late+small', 'lead-nation@.._x-650c45ba')
    """
    whole = re.sub(r"[^A-Za-z0-9_.@+-]", "_", name)
    if whole == name and len(name) <= LONGEST_NAME:
        return name
    return f"{whole[:LONGEST_NAME]}-{sha256(name.encode()).hexdigest()[:8]}"
