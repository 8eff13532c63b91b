"""Everything that the command line does, from Python: plans in, arrays and tables out.

It is reached as ``import sim``; ``sim.load(...)`` and the rest come from here when first used.
"""

from sim.api.evaluating import Evaluator, evaluator
from sim.api.plans import Plan, load
from sim.api.studies import Answer, compare, run, seek, sweep
from sim.api.tables import table
from sim.problems import PlanError

__all__ = [
    "Answer",
    "Evaluator",
    "Plan",
    "PlanError",
    "compare",
    "evaluator",
    "load",
    "run",
    "seek",
    "sweep",
    "table",
]
