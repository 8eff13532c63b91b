"""contingent: from one YAML file to the staffing curves of a force contribution.

From Python, ``sim.load`` reads a plan, ``sim.run``, ``sim.compare``, ``sim.sweep`` and ``sim.seek``
simulate it, and ``sim.evaluator`` gives it as a function. They are loaded when first used.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0.dev0"

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

if TYPE_CHECKING:
    from sim.api import (
        Answer,
        Evaluator,
        Plan,
        PlanError,
        compare,
        evaluator,
        load,
        run,
        seek,
        sweep,
        table,
    )
else:

    def __getattr__(name):
        if name in __all__:
            from importlib import import_module

            return getattr(import_module("sim.api"), name)  # not seen by the floors: it is the roof
        raise AttributeError(f"module 'sim' has no attribute {name!r}")

    def __dir__():
        return sorted([*globals(), *__all__])
