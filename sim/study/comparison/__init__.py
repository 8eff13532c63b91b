"""Plans in pairs that meet the same luck: how they differ, and how sure that is.

Replication *r* of every plan meets the same luck, so the difference between two plans is taken
replication by replication, which leaves out most of the luck. With several plans, each is compared
with the baseline, and the intervals are so much wider that all of them hold at once with the
stated confidence (Bonferroni: it holds whatever the differences depend on, and gives intervals,
which Holm's steps do not).

`pairs` is what the replications add up to, `contrasts` how each measure differs, `compared` how
the curves do, and all of it together.
"""

from sim.study.comparison.compared import Compared, Comparison, Span
from sim.study.comparison.contrasts import BETTER, Better, Contrast
from sim.study.comparison.pairs import Differences, Pairs

__all__ = [
    "BETTER",
    "Better",
    "Compared",
    "Comparison",
    "Contrast",
    "Differences",
    "Pairs",
    "Span",
]
