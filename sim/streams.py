"""Luck: random numbers that belong to their owner, purpose and number, never to an order of use.

A block of draws is made by a Philox generator whose key says whose they are (Salmon et al. 2011,
*Parallel random numbers: as easy as 1, 2, 3*, SC11): 64 bits for seed, owner and purpose, 64 bits
for the replication and the block. Two plans that have an owner in common therefore meet the same
luck there, whatever else they contain.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BLOCK = 16
"""Rotations in a block of draws."""

_BLOCK_BITS = 20


@lru_cache(maxsize=4096)
def _key(seed: int, owner: str, purpose: str) -> int:
    text = f"{seed}\0{owner}\0{purpose}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest())


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
        self._replication = replication
        self._philox = np.random.Philox(key=[0, 0])
        self._generator = np.random.Generator(self._philox)
        self._fresh = self._philox.state

    def draws(self, owner: str, purpose: str, rows: int = 1) -> "Draws":
        """Return the draws of *owner* for *purpose*, one row for each post or person."""
        return Draws(self, owner, purpose, rows)

    def uniforms(self, owner: str, purpose: str, block: int, rows: int) -> NDArray[np.float64]:
        """Return a block of uniform draws in [0, 1), shape ``(rows, BLOCK)``."""
        which = (self._replication << _BLOCK_BITS) + block + (1 << (_BLOCK_BITS - 1))
        key = self._fresh["state"]["key"]
        key[0] = _key(self._seed, owner, purpose)
        key[1] = which
        self._philox.state = self._fresh
        return self._generator.random((rows, BLOCK))


class Draws:
    """The draws of one owner for one purpose, numbered by row (post) and rotation."""

    def __init__(self, luck: Luck, owner: str, purpose: str, rows: int) -> None:
        self._luck = luck
        self._owner = owner
        self._purpose = purpose
        self._rows = rows
        self._blocks: dict[int, NDArray[np.float64]] = {}

    def column(self, rotation: int) -> NDArray[np.float64]:
        """Return the draws of all rows for one rotation, which may be negative, shape ``(rows,)``."""
        return self._block(rotation // BLOCK)[:, rotation % BLOCK]

    def at(self, row: int, rotation: int) -> float:
        """Return one draw."""
        block = self._blocks.get(rotation // BLOCK)
        if block is None:
            block = self._block(rotation // BLOCK)
        return block.item(row, rotation % BLOCK)

    def _block(self, block: int) -> NDArray[np.float64]:
        if block not in self._blocks:
            self._blocks[block] = self._luck.uniforms(
                self._owner, self._purpose, block, self._rows
            )
        return self._blocks[block]
