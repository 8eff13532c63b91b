"""Quantities as planners write them: lengths, shares, rates, dates and uncertain values.

`distributions` and `samples` are pure mathematics, `lengths`, `amounts` and `dwell`
read one value, `uncertain` (with `datafile`) reads the forms of an uncertain one,
`fields` and `schemas` make them types of a pydantic model, `words` writes them again.
"""

from sim.quantities.distributions import (
    Drawn,
    Exponential,
    Fixed,
    LogNormal,
    Per,
    Quantity,
    Triangular,
    Uniform,
    Unit,
    triangular_through,
)
from sim.quantities.dwell import DwellRule
from sim.quantities.fields import (
    DateField,
    Dwell,
    EveryLength,
    LengthField,
    Rate,
    RelativeDay,
    Share,
    UncertainCount,
    UncertainDate,
    UncertainLength,
    UncertainRate,
    UncertainShare,
)
from sim.quantities.lengths import Length, round_days
from sim.quantities.mistakes import PartsError, QuantityError
from sim.quantities.samples import Choice, Empirical
from sim.quantities.words import as_written, describe

__all__ = [
    "Choice",
    "DateField",
    "Drawn",
    "Dwell",
    "DwellRule",
    "Empirical",
    "EveryLength",
    "Exponential",
    "Fixed",
    "Length",
    "LengthField",
    "LogNormal",
    "PartsError",
    "Per",
    "Quantity",
    "QuantityError",
    "Rate",
    "RelativeDay",
    "Share",
    "Triangular",
    "UncertainCount",
    "UncertainDate",
    "UncertainLength",
    "UncertainRate",
    "UncertainShare",
    "Uniform",
    "Unit",
    "as_written",
    "describe",
    "round_days",
    "triangular_through",
]
