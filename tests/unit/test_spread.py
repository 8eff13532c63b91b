"""Exact quantiles and totals, however the replications are added and merged."""

import math
import pickle
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.spread import Spread, quantile_of

pytestmark = pytest.mark.once

SHARES = (0, 0.05, 0.25, 0.5, 0.75, 0.95, 1)

Samples = NDArray[np.int32]
"""Shape ``(replications, rows, days)``."""


@st.composite
def _samples(draw: st.DrawFn) -> Samples:
    shape = draw(st.tuples(st.integers(1, 60), st.integers(1, 4), st.integers(1, 9)))
    low, high = draw(st.sampled_from([(0, 3), (-5, 130), (-129, -120), (0, 40_000), (0, 100_000)]))
    luck = np.random.default_rng(draw(st.integers(0, 10_000)))
    drift = np.linspace(0, 1, shape[0])[:, np.newaxis, np.newaxis]  # so that ranges grow
    return (low + luck.random(shape) * drift * (high - low)).astype(np.int32)


def _spread(samples: Samples) -> Spread:
    spread = Spread(*samples.shape[1:])
    for sample in samples:
        spread.add(sample)
    return spread


def _answers(spread: Spread) -> list[NDArray[np.int64]]:
    return [spread.totals, *(spread.quantile(share) for share in SHARES)]


def _walks(replications: int, rows: int = 4, days: int = 30) -> Samples:
    luck = np.random.default_rng(7)
    steps = luck.integers(-1, 2, (replications, rows, days))
    scale = np.array([[1], [3], [40], [9000]])[:rows]
    return np.asarray(np.cumsum(steps, axis=2) * scale, np.int32)


@given(_samples())
def test_quantiles_are_those_of_all_values_sorted(samples: Samples) -> None:
    spread = _spread(samples)
    count = samples.shape[0]
    ordered = np.sort(samples, axis=0)
    np.testing.assert_array_equal(spread.totals, samples.sum(axis=0, dtype=np.int64))
    for share in SHARES:
        place = max(1, math.ceil(Fraction(str(share)) * count)) - 1
        np.testing.assert_array_equal(spread.quantile(share), ordered[place])


@given(_samples(), st.data())
def test_neither_order_nor_merging_changes_an_answer(samples: Samples, data: st.DataObject) -> None:
    count = samples.shape[0]
    order = data.draw(st.permutations(range(count)))
    cuts = sorted(data.draw(st.lists(st.integers(0, count), max_size=4)))
    parts = [
        _spread(samples[order[start:end]])
        for start, end in zip([0, *cuts], [*cuts, count], strict=True)
    ]
    merged = Spread(*samples.shape[1:])
    for part in data.draw(st.permutations(parts)):
        for some in (part, merged):
            if data.draw(st.booleans()):
                assert some.size >= 0  # whoever asks has what arrived until then filed
        merged.merge(part)
    assert merged.count == count
    for merged_answer, answer in zip(_answers(merged), _answers(_spread(samples)), strict=True):
        np.testing.assert_array_equal(merged_answer, answer)


@pytest.mark.parametrize("first", [0, 1])
def test_counts_of_few_and_many_people_are_merged_with_what_is_not_counted_yet(
    first: int,
) -> None:
    luck = np.random.default_rng(3)
    both = [luck.integers(low, low + 4, (200, 1, 9)).astype(np.int32) for low in (0, 10)]
    spreads = [_spread(samples) for samples in both]
    assert all(spread.size < 200 * 9 for spread in spreads), "they are counted"
    for spread, samples in zip(spreads, both, strict=True):
        counted = spread.size
        spread.add(samples[0] + 1)
        assert spread.size > counted, "and one more is not yet"
    both = [np.concatenate([samples, samples[:1] + 1]) for samples in both]
    merged = spreads[first]
    merged.merge(spreads[1 - first])
    for answer, wanted in zip(
        _answers(merged), _answers(_spread(np.concatenate(both))), strict=True
    ):
        np.testing.assert_array_equal(answer, wanted)


def test_one_batch_of_sixty_is_six_of_ten_in_any_order() -> None:
    samples = _walks(60)
    merged = Spread(*samples.shape[1:])
    for batch in (4, 0, 5, 2, 1, 3):
        merged.merge(_spread(samples[10 * batch : 10 * batch + 10]))
    whole = _answers(_spread(samples))
    assert [answer.tobytes() for answer in _answers(merged)] == [a.tobytes() for a in whole]


def test_a_spread_that_was_merged_stays_as_it_was_and_can_be_sent() -> None:
    first, second = _spread(_walks(9)), _spread(_walks(21))
    before = _answers(pickle.loads(pickle.dumps(second)))  # noqa: S301  (our own bytes)
    first.merge(second)
    first.add(_walks(1)[0])
    for now, answer in zip(_answers(second), before, strict=True):
        np.testing.assert_array_equal(now, answer)


def test_only_the_same_rows_and_days_are_merged() -> None:
    with pytest.raises(ValueError, match="same rows and days"):
        Spread(1, 2).merge(Spread(2, 1))


def test_counters_widen_before_they_overflow() -> None:
    spread = Spread(1, 1)
    two = np.full((1, 1), 2, np.int32)
    for _ in range(600):
        spread.add(two)
    for _ in range(7):  # 600 x 2 to the 7th
        spread.merge(pickle.loads(pickle.dumps(spread)))  # noqa: S301  (our own bytes)
    assert spread.count == 76_800
    spread.add(np.full((1, 1), 5, np.int32))
    assert (spread.quantile(0.5)[0, 0], spread.quantile(1)[0, 0]) == (2, 5)
    for _ in range(66_000):
        spread.add(two)
    assert (spread.quantile(0.99)[0, 0], spread.totals[0, 0]) == (2, 142_800 * 2 + 5)


@pytest.mark.parametrize("count", [2**15 - 1, 2**15, 2**15 + 1])
def test_no_counter_overflows_where_all_replications_take_the_same_step(count: int) -> None:
    spread = Spread(1, 2)
    for _ in range(count):
        spread.add(np.array([[0, 1]], np.int32))
    assert spread.quantile(0).tolist() == spread.quantile(1).tolist() == [[0, 1]]
    assert spread.totals.tolist() == [[0, count]]


def test_memory_stops_growing_with_the_replications() -> None:
    samples = _walks(400, rows=2)
    spread = _spread(samples)
    size = spread.size
    for sample in samples:
        spread.add(sample)
    assert spread.size == size


def test_large_numbers_of_few_replications_are_not_counted_one_by_one() -> None:
    spread = _spread(_walks(20) * 5)
    assert spread.size < 20 * 4 * 30 * 4
    assert _spread(_walks(20)[:, :1]).size <= 20 * 30 * 2  # a day and a value for each step


def test_a_share_is_read_as_it_is_written() -> None:
    values = [float(value) for value in range(1, 61)]
    assert quantile_of(values, 0.05) == 3
    assert quantile_of(values, 0.35) == 21
    assert quantile_of([float(value) for value in range(1, 101)], 0.07) == 7
