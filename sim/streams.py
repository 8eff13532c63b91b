"""Luck: random numbers that belong to their owner, purpose and number, never to an order of use.

A draw is a number in a sequence that is keyed by seed, replication, owner and purpose, and mixed
as in SplitMix64 (Steele, Lea and Flood 2014, *Fast splittable pseudorandom number generators*,
OOPSLA, doi:10.1145/2660193.2660195). So any single draw can be had without those before it, and
two plans that have an owner in common meet the same luck there, whatever else they contain.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_WORD = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_ROTATION = (_STEP << 32) & _WORD
"""From one rotation to the next: the rows of one never reach those of another."""
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_NONE = np.empty((0, 0))
_BITS = 2.0**-53
"""A draw has 53 bits, as many as a float."""


@lru_cache(maxsize=4096)
def _key(seed: int, owner: str, purpose: str) -> int:
    text = f"{seed}\0{owner}\0{purpose}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest())


@lru_cache(maxsize=64)
def _steps(rotations: int, rows: int) -> NDArray[np.uint64]:
    """Return how far each draw of a block is from the first, shape ``(rotations, rows)``."""
    steps = np.arange(rows, dtype=np.uint64) * np.uint64(_STEP)
    return np.arange(rotations, dtype=np.uint64)[:, np.newaxis] * np.uint64(_ROTATION) + steps


def _mixed(word: int) -> int:
    word = (word ^ word >> 30) * _FIRST & _WORD
    word = (word ^ word >> 27) * _SECOND & _WORD
    return word ^ word >> 31


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


class Draws:
    """The draws of one owner for one purpose, uniform in [0, 1), by row (post) and rotation.

    >>> draws = Luck(seed=1, replication=0).draws("lead", "loss", rows=3)
    >>> draws.at(2, -1) == draws.block(-1, rotations=1)[0, 2]
    np.True_
    """

    __slots__ = ("_ahead", "_key", "_rotations", "_rows")

    def __init__(self, key: int, rows: int) -> None:
        self._key = key
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
        word = self._key + rotation * _ROTATION + row * _STEP & _WORD
        word = (word ^ word >> 30) * _FIRST & _WORD
        word = (word ^ word >> 27) * _SECOND & _WORD
        return ((word ^ word >> 31) >> 11) * _BITS

    def block(self, rotation: int, rotations: int) -> NDArray[np.float64]:
        """Return the draws of rotations one after the other, shape ``(rotations, rows)``."""
        first = np.uint64(self._key + rotation * _ROTATION & _WORD)
        word = _steps(rotations, self._rows) + first
        word ^= word >> 30
        word *= _FIRST
        word ^= word >> 27
        word *= _SECOND
        word ^= word >> 31
        return np.asarray((word >> 11) * _BITS)
