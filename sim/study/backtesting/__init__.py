"""What really was counted beside what a plan foretells, and what it says about uncertain inputs.

`points` is what was counted, and what replications come to on the same days; `scores` how well the
runs foretold it, `backtest` both together. `inputs` chooses values of uncertain inputs, `fitting`
says which of them come near what was counted.
"""

from sim.study.backtesting.backtest import BANDS, WAYS, Backtest, Foretold, Verdict
from sim.study.backtesting.fitting import SHARES, Fit, Learned, Trials
from sim.study.backtesting.inputs import Input, design
from sim.study.backtesting.points import Observed, Point, names_of, parts_of, within
from sim.study.backtesting.scores import Coverage, Standing

__all__ = [
    "BANDS",
    "SHARES",
    "WAYS",
    "Backtest",
    "Coverage",
    "Fit",
    "Foretold",
    "Input",
    "Learned",
    "Observed",
    "Point",
    "Standing",
    "Trials",
    "Verdict",
    "design",
    "names_of",
    "parts_of",
    "within",
]
