"""What holds people back: one question, asked at the place where they are assigned."""

from collections.abc import Iterable
from typing import Protocol

from sim.record import NEVER, Cause


class Limit(Protocol):
    """Something that lets people pass on some days and not on others."""

    cause: Cause
    """What stood in the way of those who had to wait."""

    def earliest(self, day: int, people: int) -> int:
        """Return the first day, *day* or later, on which so many people may pass."""
        ...


class ClosedDays:
    """Days on which nobody passes, as spans from a first day to the first day without.

    >>> closed = ClosedDays(Cause.MOVEMENT_PAUSED, [(10, 20), (15, 30)])
    >>> closed.earliest(12, people=1), closed.earliest(30, people=1)
    (30, 30)
    """

    def __init__(self, cause: Cause, spans: Iterable[tuple[int, int]] = ()) -> None:
        self.cause = cause
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self.spans and start <= self.spans[-1][1]:
                self.spans[-1] = (self.spans[-1][0], max(end, self.spans[-1][1]))
            elif end > start:
                self.spans.append((start, end))

    def earliest(self, day: int, people: int) -> int:  # noqa: ARG002  (as `Limit` asks)
        """Return the first open day, *day* or later."""
        for start, end in self.spans:
            if day < start:
                return day
            if day < end:
                return end
        return day

    def after(self, day: int, open_days: int, known_on: int = NEVER) -> int:
        """Return the day on which so many open days since *day* have passed.

        Args:
            day: The first day that counts.
            open_days: Days that have to pass.
            known_on: Spans that begin later than this are not known of.

        >>> closed = ClosedDays(Cause.HELD, [(10, 20)])
        >>> closed.after(5, 8), closed.after(5, 8, known_on=9), closed.after(5, 5)
        (23, 13, 10)
        """
        for start, end in self.spans:
            if start > known_on or day + open_days <= start:
                break
            if day < end:
                open_days -= max(0, start - day)
                day = end
        return day + open_days


class AtOnce:
    """So many teams may be out at once, counted from departure to being home."""

    cause = Cause.TEAMS_OUT

    def __init__(self, teams: int) -> None:
        self._teams = teams

    def earliest(self, day: int, homes: Iterable[int]) -> int:
        """Return the first day, *day* or later, from which one more team may be out.

        Args:
            day: The planned departure.
            homes: The days on which those that have been sent will be home.

        >>> AtOnce(2).earliest(5, homes=[9, 30, 7]), AtOnce(2).earliest(5, homes=[9])
        (9, 5)
        """
        latest = sorted(homes, reverse=True)
        return max(day, latest[self._teams - 1]) if len(latest) >= self._teams else day
