"""The pauses of one replication: what is stopped for whom, and how fast it begins again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.stops import CAUSES, Pace, PausedDays, Recovery
from sim.record import NEVER, Paused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.start import Start
    from sim.engine.stops import Stop
    from sim.quantities import Length

_NEVER_CLOSED = {part: PausedDays(cause, ()) for part, cause in CAUSES.items()}


class Pauses:
    """What is stopped when, by contribution and by what stops."""

    def __init__(self, at_start: Start) -> None:
        self._at_start = at_start
        self._stops: dict[tuple[str, str], list[Stop]] = {}
        self._recoveries: dict[str, list[Recovery]] = {}
        self._closed: dict[tuple[str, str], PausedDays] = {}
        self.came: list[Paused] = []
        """Every pause as it came."""

    def stop(
        self, name: str, parts: Sequence[str], contributions: Sequence[str], stop: Stop
    ) -> None:
        """Stop missions, preparation, movement or leave, or several, for some contributions.

        Only missions can be called off: people prepare and move again from that day.
        """
        called_off = stop.ends[-1] if stop.called_off else NEVER
        end = max(self._at_start.days, called_off) if stop.called_off else stop.end
        self.came.append(Paused(name, stop.first, end, stop.ends[0], called_off))
        for part in parts:
            mine = stop if part == "missions" else stop._replace(called_off=False)
            for contribution in contributions:
                self._stops.setdefault((contribution, part), []).append(mine)

    def recover(
        self, name: str, contributions: Sequence[str], missions: int, every: Length
    ) -> None:
        """Let only so many missions begin in each span of time after the restarts of a pause."""
        for pause in self.came:
            if pause.name == name and pause.called_off == NEVER:
                for contribution in contributions:
                    recovery = Recovery(pause.end, missions, every)
                    self._recoveries.setdefault(contribution, []).append(recovery)

    def closed(self, contribution: str, part: str) -> PausedDays:
        """Return the days on which a part stops for a contribution: one of those in `CAUSES`."""
        stops = self._stops.get((contribution, part))
        if stops is None:
            return _NEVER_CLOSED[part]
        if (contribution, part) not in self._closed:
            self._closed[contribution, part] = PausedDays(CAUSES[part], stops)
        return self._closed[contribution, part]

    def pace(self, contribution: str) -> Pace | None:
        """Return how fast missions begin after a restart, or None where that is not limited."""
        recoveries = self._recoveries.get(contribution)
        return None if recoveries is None else Pace(recoveries, self._at_start.start)
