"""What is done of a study, kept in files until the study is whole, so that it can be gone on with.

A file holds the work of one piece of a study and the numbers that are in it. It is written beside
its place and renamed, and it begins with the hash of what follows, so one that is cut off counts as
none. Its name says what it is of: the work, the replications that are wanted, and the code that
simulated them. Reading it makes nothing but numbers, texts and our own classes: who is sent such a
file and goes on with it runs no code of a stranger.
"""

from __future__ import annotations

import io
import json
import pathlib
import pickle
import secrets
import sys
import time
import zlib
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

import sim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.study.crew import Work

SECONDS = 2.0
"""How long work goes on at the least before what is done is written again."""
SHARE = 1 / 20
"""How much of the time may be spent on writing, about."""

_MARK = b"contingent kept 1\n"
_KEPT = ".kept"
_NEW = ".new"
_NO_CODE = {
    ("datetime", "date"),
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy._core.numeric", "_frombuffer"),
}
"""What numbers and dates are made with when they are read."""


class Store:
    """A folder of files of work."""

    def __init__(self, folder: pathlib.Path) -> None:
        """Make or read nothing yet."""
        self.folder = folder
        self.problem = ""
        """Why something could not be kept, if so."""
        self.known = 0
        """How many replications that were kept were gone on with."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go on with."""
        return not any(self.folder.glob(f"*{_KEPT}"))

    def read(self, name: str) -> bytes | None:
        """Return what was kept under a name, or None if that is nothing or not whole."""
        try:
            text = (self.folder / f"{name}{_KEPT}").read_bytes()
        except OSError:
            return None
        head, body = text[: len(_MARK) + 32], text[len(_MARK) + 32 :]
        return body if head == _MARK + sha256(body).digest() else None

    def write(self, name: str, body: bytes) -> None:
        """Keep something under a name; if that cannot be, `problem` says why."""
        fresh = self.folder / f"{name}.{secrets.token_hex(4)}{_NEW}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_MARK + sha256(body).digest() + body)
            fresh.replace(self.folder / f"{name}{_KEPT}")
        except OSError as error:
            self.problem = error.strerror or str(error)
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            with suppress(OSError):  # it is not empty
                self.folder.rmdir()

    def clear(self) -> None:
        """Remove what is kept."""
        with suppress(OSError):  # there is none, or somebody else put something into it
            for item in self.folder.iterdir():
                if item.suffix in {_KEPT, _NEW}:
                    item.unlink()
            self.folder.rmdir()


class Keeper:
    """Keeps one piece of work while it is carried out."""

    def __init__(self, store: Store | None, key: str, numbers: Sequence[int]) -> None:
        """Get ready.

        Args:
            store: Where it is kept; None, if it is not.
            key: Says what the work is, seed included.
            numbers: The replications that are wanted.
        """
        self._store = store
        self._name = ""
        if store is not None:
            said = json.dumps([state_of_the_program(), key, repr(numbers)])
            self._name = sha256(said.encode()).hexdigest()[:24]
        self._wanted = set(numbers)
        self._done: set[int] = set()
        self._is_kept = True
        self._next = time.monotonic() + SECONDS

    def restore(self, work: Work) -> set[int]:
        """Add what was done before to work of which nothing is done, and return the numbers."""
        body = None if self._store is None else self._store.read(self._name)
        if self._store is None or body is None:
            return set()
        try:
            done, part = _Reader(zlib.decompress(body), type(work)).load()
        except (ImportError, AttributeError, ValueError, zlib.error, pickle.UnpicklingError):
            return set()
        if not isinstance(part, type(work)) or not self._wanted.issuperset(done):
            return set()
        work.merge(part)
        self._done = set(done)
        self._store.known += len(self._done)
        return set(done)

    def note(self, work: Work, more: Iterable[int]) -> None:
        """Note that replications were added to the work; now and then, write it."""
        if self._store is None:
            return
        self._done.update(more)
        self._is_kept = False
        if time.monotonic() >= self._next:
            self.keep(work)

    def keep(self, work: Work) -> None:
        """Write what is done, if anything was since the last time."""
        if self._is_kept or self._store is None:
            return
        began = time.monotonic()
        body = pickle.dumps((sorted(self._done), work), protocol=5)
        self._store.write(self._name, zlib.compress(body, 1))
        self._is_kept = True
        now = time.monotonic()
        self._next = now + max(SECONDS, (now - began) / SHARE)


class _Reader(pickle.Unpickler):
    """Reads numbers, texts, dates, our own classes, and the class that is expected."""

    def __init__(self, body: bytes, expected: type) -> None:
        super().__init__(io.BytesIO(body))
        self._expected = expected

    def find_class(self, module: str, name: str, /) -> Any:
        if (module, name) == (self._expected.__module__, self._expected.__qualname__):
            return self._expected
        if (module, name) in _NO_CODE:
            return super().find_class(module, name)
        if module.startswith(f"{sim.__name__}.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong here")


@cache
def state_of_the_program() -> str:
    """Return a short name of the code that simulates: of another one, nothing is gone on with."""
    text = sha256(f"{sim.__version__} {sys.version_info[:2]} {np.__version__}".encode())
    root = pathlib.Path(sim.__file__).parent
    for path in sorted(root.rglob("*.py")):
        text.update(path.relative_to(root).as_posix().encode())
        text.update(path.read_bytes())
    return text.hexdigest()[:24]
