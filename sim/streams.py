"""Luck: random numbers that belong to their owner, purpose and number, never to an order of use.

A draw is a number in a sequence that is keyed by seed, replication, owner and purpose, and mixed
as in SplitMix64 (Steele, Lea and Flood 2014, *Fast splittable pseudorandom number generators*,
OOPSLA, doi:10.1145/2660193.2660195). So any single draw can be had without those before it, and
two plans that have an owner in common meet the same luck there, whatever else they contain.
"""

from collections.abc import Collection
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_ROTATION = (_STEP << 32) & _WORD
"""From one rotation to the next: the rows of one never reach those of another."""
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_TO_MIX = tuple(map(np.uint64, (30, _FIRST, 27, _SECOND, 31, 11)))
"""The same for many words at once: plain numbers would be converted each time."""
_NONE = np.empty((0, 0))
_BITS = 2.0**-53
"""A draw has 53 bits, as many as a float."""


@lru_cache(maxsize=4096)
def _key(seed: int, owner: str, purpose: str) -> int:
    text = f"{seed}\0{owner}\0{purpose}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest())


def steps_to(rows: NDArray[Any], rotations: NDArray[Any]) -> NDArray[np.uint64]:
    """Return how far the draws of some rows and rotations, none negative, are from the first."""
    steps = rows.astype(np.uint64) * np.uint64(_STEP)
    return rotations.astype(np.uint64) * np.uint64(_ROTATION) + steps


@lru_cache(maxsize=64)
def _steps(rotations: int, rows: int) -> NDArray[np.uint64]:
    """Return how far each draw of a block is from the first, shape ``(rotations, rows)``."""
    return steps_to(np.arange(rows), np.arange(rotations)[:, np.newaxis])


def _mixed(word: int) -> int:
    word = (word ^ word >> 30) * _FIRST & _WORD
    word = (word ^ word >> 27) * _SECOND & _WORD
    return word ^ word >> 31


def _uniform(word: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return the draws that lie at some places of their sequences, same shape."""
    by_30, first, by_27, second, by_31, by_11 = _TO_MIX
    word ^= word >> by_30
    word *= first
    word ^= word >> by_27
    word *= second
    word ^= word >> by_31
    word >>= by_11
    return np.asarray(word * _BITS)


class Luck:
    """All draws of one replication.

    The same owner, purpose and number give the same draw; another owner another one:

    >>> luck = Luck(seed=1, replication=0)
    >>> first = luck.draws("lead.protection", "travel", rows=3).at(2, 5)
    >>> first == Luck(seed=1, replication=0).draws("lead.protection", "travel", rows=9).at(2, 5)
    True
    >>> first == luck.draws("lead.staff", "travel", rows=3).at(2, 5)
    False
    """

    def __init__(self, seed: int, replication: int) -> None:
        self._seed = seed
        self._replication = _mixed(replication)

    def draws(self, owner: str, purpose: str, rows: int = 1) -> "Draws":
        """Return the draws of *owner* for *purpose*, one row for each post or person."""
        return Draws(_mixed(_key(self._seed, owner, purpose) ^ self._replication), rows)

    def together(self, owner: str, purposes: Collection[str], rows: int = 1) -> "Together":
        """Return the draws of *owner* for several purposes."""
        return Together([self.draws(owner, purpose, rows) for purpose in purposes], rows)


class Draws:
    """The draws of one owner for one purpose, uniform in [0, 1), by row (post) and rotation.

    >>> draws = Luck(seed=1, replication=0).draws("lead", "loss", rows=3)
    >>> draws.at(2, -1) == draws.block(-1, rotations=1)[0, 2]
    np.True_
    """

    __slots__ = ("_ahead", "_rotations", "_rows", "key")

    def __init__(self, key: int, rows: int) -> None:
        self.key = key
        self._rows = rows
        self._rotations = 0
        self._ahead = _NONE

    def ahead(self, rotations: int) -> "Draws":
        """Draw the first rotations of all rows at once, and return the same draws.

        Each of them is then had in a ninth of the time.
        """
        self._ahead = self.block(0, rotations)
        self._rotations = rotations
        return self

    def at(self, row: int, rotation: int) -> float:
        """Return one draw; the rotation may be negative."""
        if 0 <= rotation < self._rotations:
            return self._ahead.item(rotation, row)
        word = self.key + rotation * _ROTATION + row * _STEP & _WORD
        word = (word ^ word >> 30) * _FIRST & _WORD
        word = (word ^ word >> 27) * _SECOND & _WORD
        return ((word ^ word >> 31) >> 11) * _BITS

    def block(self, rotation: int, rotations: int) -> NDArray[np.float64]:
        """Return the draws of rotations one after the other, shape ``(rotations, rows)``."""
        first = self.key + rotation * _ROTATION & _WORD
        return _uniform(_steps(rotations, self._rows) + np.uint64(first))


def all_at(draws: Collection[Draws], steps: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return what lies some steps from the first of each of several draws, in one go.

    Args:
        draws: Of what.
        steps: How far, as `steps_to` says; any shape.

    Returns:
        Shape ``(draws, *steps)``.

    >>> draws = Luck(seed=1, replication=0).draws("lead", "travel", rows=3)
    >>> all_at([draws], steps_to(np.array([2]), np.array([5]))).item() == draws.at(2, 5)
    True
    """
    keys = np.array([each.key for each in draws], np.uint64)
    return _uniform(np.add.outer(keys, steps))


class Together:
    """The draws of one owner for several purposes, which are wanted at the same moment.

    >>> luck = Luck(seed=1, replication=0)
    >>> out, home = (luck.draws("lead", purpose, rows=3) for purpose in ("out", "home"))
    >>> together = luck.together("lead", ("out", "home"), rows=3)
    >>> together.at(2, 1) == [out.at(2, 1), home.at(2, 1)] == together.ahead(2).at(2, 1)
    True
    """

    __slots__ = ("_ahead", "_draws", "_rotations", "_rows")

    def __init__(self, draws: Collection[Draws], rows: int) -> None:
        self._draws = draws
        self._rows = rows
        self._rotations = 0
        self._ahead = _NONE

    def ahead(self, rotations: int) -> "Together":
        """Draw the first rotations of all rows at once, and return the same draws."""
        self._ahead = all_at(self._draws, _steps(rotations, self._rows))
        self._rotations = rotations
        return self

    def at(self, row: int, rotation: int) -> list[float]:
        """Return one draw for each purpose; the rotation may be negative."""
        if 0 <= rotation < self._rotations:
            drawn: list[float] = self._ahead[:, rotation, row].tolist()
            return drawn
        return [draws.at(row, rotation) for draws in self._draws]
