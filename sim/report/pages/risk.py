"""One word for how likely something goes wrong, with bounds that are said wherever it is used."""

from __future__ import annotations

from dataclasses import dataclass

from sim.words import percent, say

BOUNDS = ((0.01, "none"), (0.05, "minor"), (0.2, "modest"), (0.5, "major"), (1.0, "extreme"))
"""The largest probability of each word. Assumed: every staff has its own, and they are printed."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A word for a probability."""

    word: str
    level: int
    """From 0, no risk, to 4."""


def risk_of(probability: float) -> Risk:
    """Return the word for the probability that something goes wrong.

    >>> [risk_of(share).word for share in (0.01, 0.011, 0.2, 0.5, 0.51)]
    ['none', 'minor', 'modest', 'major', 'extreme']
    """
    level = next(n for n, (most, _) in enumerate(BOUNDS) if probability <= most)
    return Risk(words()[level], level)


def words() -> tuple[str, ...]:
    """Return the words, from none to extreme."""
    return say("none"), say("minor"), say("modest"), say("major"), say("extreme")


def bounds() -> str:
    """Return the sentence that says what the words mean."""
    return say(
        "Risk is one word for the probability that a goal is missed, taken at the cautious end of "
        "its interval, so that few runs never look safe: {none} up to {p0}, {minor} up to {p1}, "
        "{modest} up to {p2}, {major} up to {p3}, {extreme} above. These bounds are assumed.",
        **dict(zip(("none", "minor", "modest", "major", "extreme"), words(), strict=True)),
        **{f"p{n}": percent(most) for n, (most, _) in enumerate(BOUNDS)},
    )
