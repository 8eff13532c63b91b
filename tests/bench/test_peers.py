"""Peers that are timed beside the engine do the same as it, as far as they say."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from benchmarks import naive, table
from benchmarks.peers import rules
from benchmarks.peers.beside import PEERS, Peer, agreement, peers

if TYPE_CHECKING:
    from types import ModuleType

    from benchmarks.naive import Curves

pytestmark = pytest.mark.long

ABSENT = Peer("no-such-package", "no_such_module", "somehow", 1, 1, "everything")


def test_a_peer_that_is_not_there_is_said_to_be_not_there() -> None:
    assert peers(1, [ABSENT]) == ([], ["- no-such-package, somehow: not installed"])


def test_the_strength_of_a_peer_is_compared_with_ours() -> None:
    """The naive reference is a peer too; handing over ten days longer is seen."""

    def replication(number: int, handover_days: int = 10) -> Curves:
        return naive.curves(naive.Workload(handover_days=handover_days), 7, number)

    assert agreement(replication, replaces=True, checked=10).agrees
    late = agreement(lambda number: replication(number, 20), replaces=True, checked=10)
    assert not late.agrees


@pytest.mark.long
@pytest.mark.filterwarnings("default")  # theirs are not ours to mend
@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: f"{peer.package}, {peer.how}")
def test_a_peer_does_the_same_as_the_engine(peer: Peer) -> None:
    if peer.version is None:
        pytest.skip(f"{peer.package} is not installed")
    assert agreement(peer.load(), replaces=peer.replaces).agrees


@pytest.mark.parametrize("module", [naive, rules, table], ids=lambda module: module.__name__)
def test_the_examples_in_the_benchmark_hold(module: ModuleType) -> None:
    seen = doctest.testmod(module)
    assert seen.attempted
    assert not seen.failed
