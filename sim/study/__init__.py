"""Many replications of a plan: how its curves and its measures spread.

`batch` is the unit of work, `results` what it comes to, `summary` and `decisions` what follows.
"""

from sim.study.batch import Batch, Tally, simulate
from sim.study.decisions import Decision, decisions
from sim.study.results import Curves, PauseSpan, Row, Study, run, run_id
from sim.study.summary import Estimate, summary
from sim.study.workers import Workers

__all__ = [
    "Batch",
    "Curves",
    "Decision",
    "Estimate",
    "PauseSpan",
    "Row",
    "Study",
    "Tally",
    "Workers",
    "decisions",
    "run",
    "run_id",
    "simulate",
    "summary",
]
