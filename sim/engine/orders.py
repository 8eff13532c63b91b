"""Orders for people on posts: the relief of a wave, and the replacement of one who is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.desk import Ledger, Order
from sim.record import NEVER, Cause, End

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.engine.calendar import Wave
    from sim.engine.holding import Holding
    from sim.engine.losses import Losses
    from sim.engine.people import Ids, Supply
    from sim.engine.posts import Element
    from sim.engine.way import Way


class Relief(Order):
    """People for the posts of a wave."""

    is_refill = False
    _is_awaited = False
    """Whether its posts wait for it: it has stood in line."""
    way: Way | None = None
    """The way of those who wait at home in a pause; else it is that of their pool."""

    def __init__(
        self,
        element: Element,
        wave: Wave,
        posts: list[int],
        asked: int,
        holding: Holding | None = None,
    ) -> None:
        due = wave.due
        rested_by, lead = element.dwell_ends(due, asked)
        priority, place, line = element.rank
        super().__init__(
            (priority, due, place, line, posts[0]),
            asked=asked,
            rested_by=rested_by,
            lead=lead,
            soft=element.is_soft,
        )
        self.wave = wave
        self.leave = wave.leave
        self.rotation = wave.rotation
        self.due = due
        self.holding = holding
        """What pauses do to its posts, where they do anything."""
        if holding is not None:
            self.way = holding.way
        self.number = wave.rotation
        """Which of the draws of a post are its own."""
        self._element = element
        self._posts = posts

    def needs(self, today: int) -> Sequence[tuple[Supply, int]]:
        """Want people for all posts for which they would not come too late."""
        if self.holding is not None and today >= self.holding.called_off:
            self.close()
            self._posts = []
        if today > self.asked:
            self._posts = self._element.still_wanted(self, self._posts)
        if not self._posts:
            return ()
        people, course = len(self._posts), self._element.terms.course
        if course is not None:
            people = min(people, max(self._element.together(people), course.room(today)))
        return ((self._element.supply, people),)

    def earliest(self, today: int) -> int:
        """Wait for the decision, the end of a pause of preparation, and a place in it."""
        element = self._element
        for limit in element.to_prepare:
            day = limit.earliest(today, element.together(len(self._posts)))
            if day > today:
                self.cause = limit.cause
                return day
        return today

    def fill(self, people: Ids, rested: int) -> bool:
        """Send people to the posts with the lowest numbers."""
        going, self._posts = self._posts[: len(people)], self._posts[len(people) :]
        self._element.relieve(self, going, people, rested)
        return not self._posts

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line, and let the predecessors wait."""
        if not self._is_awaited:
            self._element.chains.await_relief(self.rotation, self._posts)
            self._is_awaited = True
        return True

    def close(self) -> None:
        """Note at the end, of the plan or of what it is for, who is still waited for."""
        holding, today = self.holding, self._element.clock.today
        is_over = holding is not None and today >= holding.called_off
        if today > self.asked and not is_over:
            self._posts = self._element.still_wanted(self, self._posts)
        self._element.give_up(self, self._posts, [*self.waited, (self.cause, NEVER)])
        self._element.note_unsent(self, self._posts, End.CALLED_OFF if is_over else End.WAITING)

    def lost(self, *, late: int, preparation: int, stood_still: int, way: Ledger) -> Ledger:
        """Return the days that were lost before leaving and on the way, step by step.

        Args:
            late: Days between the planned departure and being ready to leave.
            preparation: Days by which preparation alone would have been late.
            stood_still: Days of preparation on which it was paused.
            way: Days lost since they were ready to leave, by cause.
        """
        paused = min(max(0, late), stood_still)
        late = max(0, late) - paused
        too_long = min(late, max(0, preparation))
        waiting = late - too_long
        ledger = []
        for cause, days in self.waited:
            ledger.append((cause, min(days, waiting)))
            waiting -= ledger[-1][1]
        return [
            *ledger,
            (Cause.NOBODY_RESTED, waiting),
            (Cause.PREPARATION, too_long),
            (Cause.PREPARATION_PAUSED, paused),
            *way,
            (Cause.TRAVEL, NEVER),
        ]


class Refill(Relief):
    """People for posts that a pause sent home, for the rest of their rotation after a restart.

    They are ordered as any relief is, for the restart that is announced, and wait at home for the
    real one. Whatever is late that is not for want of people is so because of the pause.
    """

    is_refill = True

    def __init__(  # noqa: PLR0913, PLR0917  (a relief, and which of the refills it is)
        self,
        element: Element,
        wave: Wave,
        posts: list[int],
        asked: int,
        holding: Holding,
        number: int,
    ) -> None:
        super().__init__(element, wave, posts, asked, holding)
        self.number = number

    def lost(self, *, late: int, preparation: int, stood_still: int, way: Ledger) -> Ledger:  # noqa: ARG002
        """Return the days that it waited for people, and what else is lost to the pause."""
        return [*self.waited, (Cause.HELD, NEVER)]


class Replacement(Order):
    """A person for a post that somebody left early."""

    def __init__(self, losses: Losses, post: int, rotation: int, today: int) -> None:
        priority, place, line = losses.rank
        super().__init__(
            (priority, today, place, line, post),
            asked=today,
            rested_by=today,
            lead=0,
            soft=losses.soft,
        )
        self.due = today
        self.post = post
        self.rotation = rotation
        self.days, self.travel_out, self.travel_home, self.loss = losses.luck(post, rotation)
        self._losses = losses

    def needs(self, today: int) -> Sequence[tuple[Supply, int]]:
        """Want somebody who comes sooner than the next relief."""
        if self._losses.is_worth(self, today):
            return self._losses.somebody
        self.close()
        return ()

    def fill(self, people: Ids, rested: int) -> bool:  # noqa: ARG002  (rested today)
        """Send somebody."""
        self._losses.replace(self, people[0])
        return True

    def stays(self, today: int) -> bool:  # noqa: ARG002
        """Stay in line."""
        return True

    def close(self) -> None:
        """Note that nobody is going to come before the next relief."""
        self._losses.give_up(self)
