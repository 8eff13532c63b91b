"""Rows of numbers that are packed come back bit by bit, in the order of the replications."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.values import Values

KINDS = (
    st.just(3.0),
    st.integers(-128, 127).map(float),
    st.integers(-40_000, 40_000).map(float),
    st.integers(-(2**40), 2**40).map(float),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([0.0, -0.0, float("nan"), 1.0, 0.5]),
)
"""What a column may be of."""


@given(st.data(), st.lists(st.sampled_from(KINDS), max_size=5), st.integers(0, 300))
def test_what_was_packed_comes_back_bit_by_bit(
    data: st.DataObject, kinds: list[st.SearchStrategy[float]], count: int
) -> None:
    luck = np.random.default_rng(count)
    samples = [data.draw(st.lists(kind, min_size=3, max_size=3)) for kind in kinds]
    columns = [luck.choice(sample, count) for sample in samples]
    columns += columns[:2]  # the same measure of a contribution and of its one element
    rows = np.array(columns).T.reshape(count, len(columns))
    numbers = luck.permutation(count).tolist()
    first, second = Values(len(columns)), Values(len(columns))
    for place, number in enumerate(numbers):
        (first if place % 2 else second).add(number, rows[number])
    assert first.matrix().shape == (len(numbers[1::2]), len(columns))  # asked for before the others
    first.merge(pickle.loads(pickle.dumps(second)))  # noqa: S301  (our own bytes)
    assert (len(first), first.numbers) == (count, tuple(range(count)))
    found = np.ascontiguousarray(first.matrix())
    assert found.tobytes() == np.ascontiguousarray(rows).tobytes()
    for place in range(len(columns)):
        assert first.column(place).tobytes() == np.ascontiguousarray(rows[:, place]).tobytes()


@pytest.mark.parametrize(
    ("value", "most"), [(7.0, 1), (300.0, 2), (0.5, 4), (float("nan"), 4), (0.1, 8)]
)
def test_a_column_takes_no_more_bytes_than_its_numbers_need(value: float, most: int) -> None:
    values, count = Values(100), 1280
    for number in range(count):
        values.add(number, np.where(np.arange(100) == number % 128, 1.0, value))
    beside = count * 8 + 10 * 100 * 5  # the numbers of the replications, and which kind is where
    assert values.size <= count * 100 * most + beside


def test_a_column_that_is_the_same_in_all_replications_takes_next_to_nothing() -> None:
    values = Values(100)
    for number in range(1280):
        values.add(number, np.full(100, 0.1))
    assert values.size <= 1280 * 8 + 10 * 100 * (5 + 8)


def test_columns_that_are_the_same_are_kept_once() -> None:
    values = Values(100)
    for number in range(1280):
        values.add(number, np.full(100, number / 7))
    assert values.size <= 1280 * (8 + 8) + 10 * 100 * 5
