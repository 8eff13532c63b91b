"""Standard output, where results go: text, or JSON; and what is said where it takes nothing."""

from __future__ import annotations

import errno
import json
import math
import os
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import click

NOT_WRITTEN = 2
"""The status where results cannot be written, or nobody is there to simulate."""


def write(text: str) -> None:
    """Write results that are to be read, and end with `NOT_WRITTEN` if they cannot be written.

    A reader who has read enough (``| head``) is no mistake: click ends then without a word.

    Args:
        text: What to write; without a line break at its end, one is added.
    """
    if sys.stdout is None:  # it was closed before the program began
        _stop("it is closed")
    try:
        click.echo(text, nl=not text.endswith("\n"))
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        _stop(error.strerror or str(error))


def write_json(value: object) -> None:
    """Write results as one JSON document; what is no number is null there."""
    write(json.dumps(_known(value), indent=2, ensure_ascii=False, allow_nan=False))


def is_terminal() -> bool:
    """Say whether results are read on a terminal that shows weight and colours."""
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def is_watched() -> bool:
    """Say whether somebody may watch on a terminal how it goes on."""
    return sys.stderr is not None and sys.stderr.isatty()


def _known(value: Any) -> Any:
    """Return a value of plain parts with null for every number that is none: JSON has no nan.

    >>> _known({"low": math.nan, "runs": (1, math.inf, 0.5)})
    {'low': None, 'runs': [1, None, 0.5]}
    """
    match value:
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {key: _known(part) for key, part in value.items()}
        case list() | tuple():
            return [_known(part) for part in value]
        case _:
            return value


def _stop(why: str) -> NoReturn:
    click.echo(f"standard output cannot be written: {why}", err=True)
    sys.exit(NOT_WRITTEN)
