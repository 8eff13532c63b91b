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

    from sim.running.machine import Effort

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
    effort: Effort
    """About what it takes; at the most, where values are sought."""
    values: int | None = None
    """How many values may be asked."""
    least: int | None = None
    """How many replications it takes at the least, where it is to be precise."""

    @property
    def words(self) -> str:
        """What would be done, in a line."""
        if self.least is not None:
            times = (
                f"{number(self.least)} to {number(self.replications)} replications, at most "
                f"{_takes(self.effort)}"
            )
        elif self.values is None:
            times = f"{number(self.replications)} replications, {_takes(self.effort)}"
        else:
            times = (
                f"at most {number(self.values)} values with at most {number(self.replications)} "
                f"replications each, at most {_takes(self.effort)}"
            )
        return f"{self.scenario}: {times}, to {self.folder}"


def tell_intents(intents: Sequence[Intent], *, as_json: bool) -> None:
    """Say what would be done, a line for each study, or as JSON."""
    if not as_json:
        for intent in intents:
            write(intent.words)
        return
    write_results([_row(intent) for intent in intents])


def _row(intent: Intent) -> dict[str, object]:
    """Return what would be done as plain values; what there is not is left out."""
    told = asdict(intent)
    effort = told.pop("effort")
    seconds, size = (effort[key] for key in ("seconds", "bytes"))
    told |= {"seconds": None if seconds is None else round(seconds, 1), "bytes": round(size)}
    return {key: one for key, one in told.items() if one is not None}


def _takes(effort: Effort) -> str:
    """Return how long it takes and how much memory.

    >>> from sim.running.machine import Effort
    >>> _takes(Effort(7300, 8.3e7)), _takes(Effort(None, 6.8e10))
    ('about 2.0 h and 83 MB', 'about 68 GB of memory, more than this machine has')
    """
    from sim.scenario.sizes import in_bytes

    if effort.seconds is None:
        return f"about {in_bytes(effort.bytes)} of memory, more than this machine has"
    return f"about {_told(effort.seconds)} and {in_bytes(effort.bytes)}"


def _told(seconds: float) -> str:
    """Return a length of time as somebody who waits for it says it.

    >>> _told(0.4), _told(119), _told(121), _told(7300)
    ('0 s', '119 s', '2 min', '2.0 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
