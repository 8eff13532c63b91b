"""How far it is, on a terminal, and a press of Ctrl-C that waits until it is asked for."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sim.running.output import is_watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from rich.progress import Progress as Bar


class Progress:
    """Shows how far it is, and how long it still takes, where there is somebody to see it."""

    def __init__(self, words: str, wanted: int, bar: Bar | None = None) -> None:
        self._bar = bar
        self._task = None if bar is None else bar.add_task(words, total=wanted)
        self._at_first: Callable[[], None] | None = None

    def at_first(self, begin: Callable[[], None]) -> None:
        """Let something begin as soon as there is any progress."""
        self._at_first = begin

    def advance(self, done: int, of: int) -> None:
        """Show that so many replications are done, and of how many."""
        if self._at_first is not None:
            self._at_first()
            self._at_first = None
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=of)

    def turn_to(self, words: str) -> None:
        """Show what is simulated from now on."""
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, description=words)


@contextmanager
def progress(words: str, wanted: int, *, quiet: bool) -> Iterator[Progress]:
    """Show progress on a terminal, and nothing elsewhere.

    Args:
        words: What is simulated.
        wanted: How often.
        quiet: Whether nothing is shown at all.
    """
    if quiet or not is_watched():
        yield Progress(words, wanted)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        yield Progress(words, wanted, bar)


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Give a question: whether Ctrl-C was pressed. A second one stops at once."""
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            signal.default_int_handler(number, frame)
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
