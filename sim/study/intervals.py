"""Intervals of probabilities and means, and of their differences in pairs of replications.

Probabilities: Wilson (1927), doi:10.1080/01621459.1927.10502953; where an error far smaller than
5 % has to be kept, Clopper and Pearson (1934), doi:10.1093/biomet/26.4.404. Means: Student, with
Hill's quantiles (1970, algorithm 396, doi:10.1145/355598.362775). Differences of probabilities in
pairs: Bonett and Price (2012), doi:10.3102/1076998611411915.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONFIDENCE = 0.95
_CLOSE = 1e-10


def wilson(successes: float, trials: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's interval of a probability.

    >>> [round(end, 4) for end in wilson(45, 50)], [round(end, 4) for end in wilson(0, 50)]
    ([0.7864, 0.9565], [0.0, 0.0713])
    """
    share, z = successes / trials, z_quantile(confidence)
    square = z * z
    middle = share + square / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    low, high = ((middle + side * half) / (1 + square / trials) for side in (-1, 1))
    return (0.0 if successes == 0 else low), (1.0 if successes == trials else high)


def exact(successes: int, trials: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Clopper and Pearson's interval of a probability.

    Its error is never larger than is said, however small that is and however few trials there are.
    Wilson's is so on average only: near 0 and 1 its far tails are many times too light.

    >>> [round(end, 4) for end in exact(45, 50)], [round(end, 4) for end in exact(0, 50)]
    ([0.7819, 0.9667], [0.0, 0.0711])
    """
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else 1 - _limit(trials - successes, trials, tail)
    return low, 1.0 if successes == trials else _limit(successes, trials, tail)


def _limit(successes: int, trials: int, tail: float) -> float:
    """Return the probability with which so few successes, or fewer, are as probable as *tail*."""
    logs = _log_choices(trials)[: successes + 1]
    low, high = successes / trials, 1.0
    while high - low > _CLOSE:
        middle = (low + high) / 2
        counts = range(successes + 1)
        success, failure = math.log(middle), math.log1p(-middle)
        terms = (
            math.exp(log + count * success + (trials - count) * failure)
            for count, log in zip(counts, logs, strict=True)
        )
        if math.fsum(terms) > tail:
            low = middle
        else:
            high = middle
    return high


@cache
def _log_choices(trials: int) -> tuple[float, ...]:
    """Return the logarithms of the ways to choose none, one, two ... of so many."""
    whole = math.lgamma(trials + 1)
    return tuple(
        whole - math.lgamma(chosen + 1) - math.lgamma(trials - chosen + 1)
        for chosen in range(trials + 1)
    )


def gained_and_lost(
    gained: int, lost: int, pairs: int, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """Return Bonett and Price's interval of the difference of two probabilities.

    It has a width where nothing was gained nor lost: what was not seen may still be there.

    Args:
        gained: Pairs in which only the second came true.
        lost: Pairs in which only the first came true.
        pairs: All of them.
        confidence: How sure it is.

    >>> [round(end, 3) for end in gained_and_lost(0, 20, 100)]
    [-0.278, -0.114]
    >>> [round(end, 3) for end in gained_and_lost(0, 0, 100)]
    [-0.027, 0.027]
    """
    more, less = (gained + 1) / (pairs + 2), (lost + 1) / (pairs + 2)
    difference = more - less
    half = z_quantile(confidence) * math.sqrt((more + less - difference**2) / (pairs + 2))
    return max(-1.0, difference - half), min(1.0, difference + half)


def student(
    deviations: NDArray[np.float64], mean: float, confidence: float = CONFIDENCE
) -> tuple[float, tuple[float, float]]:
    """Return the standard error of a mean, and Student's interval; NaN for a single value."""
    count = deviations.size
    if count == 1:
        return math.nan, (math.nan, math.nan)
    variance = math.fsum((deviations * deviations).tolist()) / (count - 1)
    error = math.sqrt(variance / count)
    half = t_quantile(count - 1, confidence) * error
    return error, (mean - half, mean + half)


@cache
def z_quantile(confidence: float) -> float:
    """Return the quantile of the normal distribution for a two-sided interval."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


@cache
def t_quantile(degrees: int, confidence: float = CONFIDENCE) -> float:
    """Return the quantile of Student's distribution for a two-sided interval.

    >>> round(t_quantile(1), 3), round(t_quantile(9), 3), round(t_quantile(499), 3)
    (12.706, 2.262, 1.965)
    """
    if degrees == 1:
        return math.tan(math.pi * confidence / 2)
    if degrees == 2:
        return confidence * math.sqrt(2 / (1 - confidence**2))
    outside, n = 1 - confidence, float(degrees)
    a = 1 / (n - 0.5)
    b = 48 / (a * a)
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * math.sqrt(a * math.pi / 2) * n
    y = (d * outside) ** (2 / n)
    if y <= 0.05 + a:
        y = (
            (1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1
        ) * (n + 1) / (n + 2) + 1 / y
        return math.sqrt(n * y)
    x = -z_quantile(confidence)
    y = x * x
    if degrees < 5:
        c += 0.3 * (n - 4.5) * (x + 0.6)
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    return math.sqrt(n * math.expm1(a * y * y))
