"""What is said in Danish. A test finds what is missing here, and what nobody says any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.words.danish import (
    backtest,
    backtests,
    basis,
    field,
    headings,
    labels,
    measures,
    pictures,
    remedies,
    sensitivity,
    sentences,
    studies,
    sweeps,
    theory,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = (
    backtest,
    backtests,
    basis,
    field,
    headings,
    labels,
    measures,
    pictures,
    remedies,
    sensitivity,
    sentences,
    studies,
    sweeps,
    theory,
)

WORDS: Mapping[str, str] = {
    english: word for part in _PARTS for english, word in part.WORDS.items()
}
