"""What this process does while others simulate, because it is needed afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def importing(*modules: str) -> Iterator[None]:
    """Import modules until the end of the block, beside what is done in it.

    >>> import sys
    >>> with importing("colorsys"):
    ...     pass
    >>> "colorsys" in sys.modules
    True
    """
    threads = [Thread(target=import_module, args=(module,)) for module in modules]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()
