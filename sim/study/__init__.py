"""Many replications of a plan: how its curves and its measures spread.

`batch` is the unit of work, `workers` carry it out, `results` is what it comes to, `summary` and
`decisions` what follows; `comparison` puts plans beside one another, `seeking` moves one value, and
`backtesting` puts a plan beside what was really counted.
"""

from sim.study.backtesting import Backtest, Fit, Input, Observed, Point, Trials
from sim.study.batch import Batch, Tally, simulate
from sim.study.comparison import Compared, Comparison, Contrast, Pairs
from sim.study.crew import CrewLostError
from sim.study.decisions import Decision, decisions
from sim.study.keeping import KeptError, keep, keep_sums, restore_sums, restored
from sim.study.precision import Reached, Sampling, Target, sample
from sim.study.quality import Fill, Readiness
from sim.study.results import Curves, Study, run, run_id
from sim.study.row import Row
from sim.study.seeking import Probe, Sought, seek, sought_id
from sim.study.spans import PauseSpan, came_of, rows_of
from sim.study.store import Store
from sim.study.summary import Estimate, summary
from sim.study.workers import Workers

__all__ = [
    "Backtest",
    "Batch",
    "Compared",
    "Comparison",
    "Contrast",
    "CrewLostError",
    "Curves",
    "Decision",
    "Estimate",
    "Fill",
    "Fit",
    "Input",
    "KeptError",
    "Observed",
    "Pairs",
    "PauseSpan",
    "Point",
    "Probe",
    "Reached",
    "Readiness",
    "Row",
    "Sampling",
    "Sought",
    "Store",
    "Study",
    "Tally",
    "Target",
    "Trials",
    "Workers",
    "came_of",
    "decisions",
    "keep",
    "keep_sums",
    "restore_sums",
    "restored",
    "rows_of",
    "run",
    "run_id",
    "sample",
    "seek",
    "simulate",
    "sought_id",
    "summary",
]
