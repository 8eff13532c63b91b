"""Why a day looks as it does, and the nearest single change of the plan that would have mended it.

`asking` is what can be asked, `looks` the day in replications of plans, `explanation` what is
missing and why. Against each large cause, in its `case`, `remedies` has changes (`rotating`,
`passing`) in steps (`ladders`, `moving`), of which `search` finds the smallest that is enough, by
trying them with the same luck.
"""

from sim.explain.asking import AskedError, question
from sim.explain.explanation import Above, Explanation, explain
from sim.explain.looks import Question
from sim.explain.remedies import REMEDIES
from sim.explain.search import Climb, Trial

__all__ = [
    "REMEDIES",
    "Above",
    "AskedError",
    "Climb",
    "Explanation",
    "Question",
    "Trial",
    "explain",
    "question",
]
