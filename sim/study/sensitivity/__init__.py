"""Which values of a plan matter: each moved by itself (`tornado`), or all together (`sobol`).

`points` is how both are simulated: settings of a plan that meet the same luck.
"""

from sim.study.sensitivity.points import Settings, simulate
from sim.study.sensitivity.sobol import Effects, Sampled, SobolError, analyse, sample
from sim.study.sensitivity.tornado import End, Swing, Tornado, ends, tornado

__all__ = [
    "Effects",
    "End",
    "Sampled",
    "Settings",
    "SobolError",
    "Swing",
    "Tornado",
    "analyse",
    "ends",
    "sample",
    "simulate",
    "tornado",
]
