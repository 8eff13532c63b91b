"""What a command would do, said without doing it: --dry-run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from sim.cli.ends import write_results
from sim.running.output import write
from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be done, and do nothing."
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What would be simulated, and where the results would go."""

    scenario: str
    folder: str
    replications: int
    """How many; of each value, and at the most, where values are sought."""
    seconds: float
    """About how long it takes; at the most, where values are sought."""
    values: int | None = None
    """How many values may be asked."""
    least: int | None = None
    """How many replications it takes at the least, where it is to be precise."""

    @property
    def words(self) -> str:
        """What would be done, in a line."""
        if self.least is not None:
            times = (
                f"{number(self.least)} to {number(self.replications)} replications, at most about "
                f"{_told(self.seconds)}"
            )
        elif self.values is None:
            times = f"{number(self.replications)} replications, about {_told(self.seconds)}"
        else:
            times = (
                f"at most {number(self.values)} values with at most {number(self.replications)} "
                f"replications each, at most about {_told(self.seconds)}"
            )
        return f"{self.scenario}: {times}, to {self.folder}"


def tell_intents(intents: Sequence[Intent], *, as_json: bool) -> None:
    """Say what would be done, a line for each study, or as JSON."""
    if not as_json:
        for intent in intents:
            write(intent.words)
        return
    told = [asdict(intent) | {"seconds": round(intent.seconds, 1)} for intent in intents]
    write_results([{key: one for key, one in row.items() if one is not None} for row in told])


def _told(seconds: float) -> str:
    """Return a length of time as somebody who waits for it says it.

    >>> _told(0.4), _told(119), _told(121), _told(7300)
    ('0 s', '119 s', '2 min', '2.0 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
