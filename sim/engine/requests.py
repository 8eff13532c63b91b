"""Requests for missions: what a team waits for before it can be formed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.desk import Order
from sim.record import NEVER, Cause, End

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.missions import Teams
    from sim.engine.people import Ids, Supply

_PAUSED = (Cause.HELD, Cause.PREPARATION_PAUSED)
"""What those wait for who were asked for in a pause."""


class Request(Order):
    """A mission that is asked for."""

    whole = True

    def __init__(self, teams: Teams, number: int, asked: int) -> None:
        priority, place = teams.rank
        self.lead_days = teams.lead_days
        lead = self.lead_days if teams.terms.preparation_during_dwell else 0
        super().__init__(
            (priority, asked, place, number),
            asked=asked,
            rested_by=asked + lead,
            lead=lead,
            soft=teams.terms.dwell_is_soft,
        )
        self.number = number
        self.alike = teams
        self._teams = teams

    def needs(self, today: int) -> Sequence[tuple[Supply, int]]:  # noqa: ARG002
        """Want the whole team."""
        return self._teams.needs

    def earliest(self, today: int) -> int:
        """Wait for the decision, the end of a pause, a team to be home, and places to prepare."""
        terms = self._teams.terms
        if terms.undecided is not None:
            day = terms.undecided.earliest(today, 1)
            if day > today:
                self.cause = terms.undecided.cause
                return day
        day = terms.closed.earliest(today, 1)
        if day > today or terms.preparing.spans or terms.pace is not None:
            day = self._opens(today)
        if day > today:
            return day
        if terms.at_once is not None:
            departure = today + self.lead_days
            day = terms.at_once.earliest(departure, self._teams.homes(known_on=today))
            if day > departure:
                self.cause = terms.at_once.cause
                return day - self.lead_days
        arrival = today + self.lead_days + self._teams.travel_days
        day = self._teams.admitted(arrival)
        if day > arrival:
            self.cause = Cause.CEILING
            return day if day == NEVER else today + day - arrival
        if terms.course is not None:
            day = terms.course.earliest(today, self._teams.people)
            if day > today:
                self.cause = terms.course.cause
            return day
        return today

    def _opens(self, today: int) -> int:
        """Return the day on which no pause stands in the way, nor the backlog after one."""
        terms = self._teams.terms
        closed, preparing, pace = terms.closed, terms.preparing, terms.pace
        if today >= closed.called_off or not terms.in_pause.prepares:
            opens = closed.earliest(today, 1)
            if opens > today:
                day = min(opens, max(closed.called_off, today + 1))
                self.cause = closed.cause
                if pace is not None:
                    pace.expect_waiting(day)
                return day
        day = preparing.earliest(today, 1) if preparing.spans else today
        if day > today:
            self.cause = preparing.cause
        elif pace is not None:
            day = pace.earliest(today)
            self.cause = closed.cause
        return day

    def fill(self, people: Ids, rested: int) -> bool:
        """Send the team."""
        self._teams.send(self, people, rested)
        return True

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line if the rule is to postpone."""
        terms = self._teams.terms
        paused = self.cause in _PAUSED
        if self._teams.are_called_off:
            self._teams.not_done(self, End.DROPPED)
            return False
        if terms.in_pause.drops if paused else terms.drop_if_none_free:
            self._teams.not_done(self, End.DROPPED)
            return False
        return True

    def close(self) -> None:
        """Note at the end of the plan that the mission still waits, or is called off."""
        self._teams.not_done(self, End.DROPPED if self._teams.are_called_off else End.WAITING)
