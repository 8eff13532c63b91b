"""Each peer that is installed, checked against our engine and timed beside it: target 12."""

from __future__ import annotations

import importlib
import math
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks import naive
from benchmarks.engine import ours, row
from benchmarks.timing import ratio
from benchmarks.workloads import lead_nation
from sim.curves import curves
from sim.states import TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from benchmarks.naive import Curves
    from benchmarks.table import Row

CHECKED = 20
"""Replications of a peer whose mean strength is compared with ours."""
OURS = 200
FARTHEST = 4.0
"""Standard errors that the means may be apart."""


class Peer(NamedTuple):
    """A package, and a way in which its users would write W1."""

    package: str
    module: str
    how: str
    must: float
    goal: float
    leaves_out: str
    function: str = "curves"
    replaces: bool = True
    """Whether somebody comes for who is lost."""

    @property
    def version(self) -> str | None:
        """What is installed, if it is."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None

    def load(self) -> Callable[[int], Curves]:
        """Return what simulates a replication with a number."""
        module = importlib.import_module(f"benchmarks.peers.{self.module}")
        function: Callable[[int], Curves] = getattr(module, self.function)
        return function


SHORTAGE = "what happens only when people are short"
REPLACEMENTS = f"replacements, a relief that finds a post empty, {SHORTAGE}"
PEERS = (
    Peer("salabim", "salabim_w1", "a component for each tour", 150, 300, SHORTAGE),
    Peer("mesa", "mesa_w1", "an agent for each person, a step a day", 100, 220, SHORTAGE),
    Peer(
        "mesa",
        "mesa_w1",
        "the same, but with its events instead of steps",
        100,
        220,
        SHORTAGE,
        function="curves_by_events",
    ),
    Peer(
        "ciw",
        "ciw_w1",
        "a closed network in which the pool goes round",
        40,
        100,
        REPLACEMENTS,
        replaces=False,
    ),
    Peer(
        "ciw",
        "ciw_w1",
        "an open network without the pool",
        40,
        100,
        f"people at home and their dwell, {REPLACEMENTS}",
        function="curves_without_pool",
        replaces=False,
    ),
)


class Agreement(NamedTuple):
    """The mean strength of a peer and of ours, over all days and replications."""

    theirs: float
    ours: float
    apart: float
    """Standard errors between them."""

    @property
    def agrees(self) -> bool:
        """Whether luck alone may have done that."""
        return abs(self.apart) <= FARTHEST


def agreement(
    replication: Callable[[int], Curves], *, replaces: bool, checked: int = CHECKED
) -> Agreement:
    """Compare the strength of a peer with that of our engine, for the same rules.

    Args:
        replication: Simulates a replication of the peer.
        replaces: Whether somebody comes for who is lost; otherwise nobody does in ours either.
        checked: How many replications of the peer.
    """
    one = np.array([_strength(replication(number)) for number in range(checked)])
    other = _ours(replaces=replaces)
    error = math.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return Agreement(one.mean(), other.mean(), (one.mean() - other.mean()) / error)


def peers(pairs: int, among: Sequence[Peer] = PEERS) -> tuple[list[Row], list[str]]:
    """Measure target 12 with the peers that are installed, and say of each what it is."""
    w1 = ours(lead_nation())
    rows, words = [], []
    for peer in among:
        if peer.version is None:
            words.append(f"- {peer.package}, {peer.how}: not installed")
            continue
        name = f"{peer.package} {peer.version}, {peer.how}"
        replication = peer.load()
        seen = agreement(replication, replaces=peer.replaces)
        rows.append(
            row(
                "12",
                f"W1 against {name}",
                peer.must,
                peer.goal,
                ratio((replication, 1), (w1, 20), pairs),
            )
        )
        does = "agrees" if seen.agrees else "**differs**"
        words.append(
            f"- {name}: leaves out {peer.leaves_out}. Its mean strength {does}: {seen.theirs:.1f}, "
            f"and {seen.ours:.1f} of ours{'' if peer.replaces else ' without replacements'}, "
            f"{abs(seen.apart):.1f} standard errors apart."
        )
    return rows, words


def _strength(people: Curves) -> float:
    """Return people in theatre, on an average day."""
    there = [days for (_, state), days in people.items() if state in naive.IN_THEATRE]
    return float(np.sum(there, axis=0).mean())


@cache
def _ours(*, replaces: bool) -> NDArray[np.float64]:
    plan = lead_nation(replaces=replaces)
    there = [state for state, counts in TABLE.items() if counts.in_theatre]
    lines, days = plan.at_start.lines, plan.days
    seen = (curves(plan.replicate(number), lines, days) for number in range(OURS))
    return np.array([each.states[:, there].sum() / days for each in seen])
