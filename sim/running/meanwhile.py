"""What this process does while others simulate, because it is needed afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def importing(module: str) -> Iterator[Callable[[], None]]:
    """Give what begins to import a module, beside what else is done in the block.

    It is called when others are at work, because until then this process is what they wait for.

    >>> import sys
    >>> with importing("colorsys") as begin:
    ...     begin()
    >>> "colorsys" in sys.modules
    True
    """
    thread = Thread(target=import_module, args=(module,))

    def begin() -> None:
        if thread.ident is None:
            thread.start()

    try:
        yield begin
    finally:
        if thread.ident is not None:
            thread.join()
