"""What can be measured: how its values are written, and where they end."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.quantities import amounts, lengths
from sim.quantities.distributions import Unit


@dataclass(frozen=True)
class Measure:
    """What is measured: how its values are written and where they end."""

    unit: Unit
    examples: tuple[str, str, str]
    """Low, likely and high, as they are written."""
    part: Callable[[object], float]
    """Reads a limit or a value."""
    average: Callable[[object], float]
    """Reads a mean or a standard deviation."""
    cell: Callable[[str], float]
    """Reads a line of a data file."""
    write: Callable[[float], str | int | float]
    least: float
    most: float
    tailed: bool = True
    """Whether it may be without upper limit."""


LENGTH = Measure(
    "length",
    ("14 d", "28 d", "42 d"),
    lengths.read_days,
    lengths.read_days,
    lengths.read_days_cell,
    lengths.write_days,
    least=0,
    most=lengths.LONGEST_DAYS,
)
SHARE = Measure(
    "share",
    ("5 %", "10 %", "20 %"),
    amounts.read_share,
    amounts.read_share,
    amounts.read_share,
    amounts.write_share,
    least=0,
    most=1,
    tailed=False,
)
COUNT = Measure(
    "count",
    ("20", "24", "30"),
    amounts.read_count,
    amounts.read_average,
    amounts.read_count_cell,
    amounts.write_count,
    least=0,
    most=amounts.MOST_PEOPLE,
)
RATE = Measure(
    "rate",
    ("10 per 1000 person-years", "20 per 1000 person-years", "40 per 1000 person-years"),
    amounts.read_rate,
    amounts.read_rate,
    amounts.read_rate,
    amounts.write_rate,
    least=0,
    most=1,
)
DATE = Measure(
    "date",
    ("2020-05-15", "2020-10-01", "2020-11-15"),
    lengths.read_ordinal,
    lengths.read_ordinal,
    lengths.read_ordinal,
    lengths.write_ordinal,
    least=lengths.FIRST_DATE.toordinal(),
    most=lengths.LAST_DATE.toordinal(),
    tailed=False,
)
MEASURES = {measure.unit: measure for measure in (LENGTH, SHARE, COUNT, RATE, DATE)}
