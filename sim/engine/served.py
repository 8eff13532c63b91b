"""The posts of an element that several pools serve, or formed units: one chain, many hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.posts import Element
from sim.engine.sources import InOrder, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sim.engine.calendar import Wave
    from sim.engine.holding import Holding
    from sim.engine.orders import Relief
    from sim.engine.people import Ids
    from sim.quantities import Length


class Served(Element):
    """The posts of an element, as the people of one of several pools fill them.

    All pools of an element share its chain of tours; each has its own preparation, its own journey
    and its own rule of dwell. The first of them orders the reliefs, for all.
    """

    tour: Length
    ids: range
    """The numbers of the pool's people."""
    unit = 0
    """People of a formed unit; 0 where people go each for themselves."""
    _all: Sequence[Served] = ()
    """The same posts with the people of each pool."""
    _serving: Sequence[Served] = ()
    """Those of them whose people are sent as reliefs, in order."""

    def join(self, beside: Sequence[Served], first: Served) -> None:
        """Share the chain of tours with the other pools of the element.

        Args:
            beside: The same posts with the people of each pool, this one among them.
            first: The one whose people serve first.
        """
        self._all = beside
        self.absences = first.absences
        self.chains = first.chains
        self.chains.serve(self.movement, self.terms.extend)
        self.losses.share(first.losses)

    def take_from(self, serving: Sequence[Served], top_up: Served | None) -> None:
        """Say from which pools people come: for reliefs, and for those who are lost."""
        self._serving = serving
        self.supply = InOrder([one.source for one in serving])
        self.is_soft = any(one.is_soft for one in serving)
        self.soonest = min(one.soonest for one in serving)
        self.notice = max(one.terms.notice for one in serving)
        if top_up is not None:
            self.losses.somebody = ((top_up.movement.pool, 1),)
        elif self.unit:
            self.losses.somebody = ()
        else:
            now = InOrder([one.source._replace(before=0, lead=0) for one in serving])
            self.losses.somebody = ((now, 1),)

    def hold(self, holding: Holding) -> None:
        """Let pauses of missions do the same to the people of every pool."""
        for one in self._all:
            one.holding = holding

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines that tours on these posts are of, one for each pool; the first has the gaps."""
        return tuple(one.movement.line for one in self._all)

    @property
    def source(self) -> Source:
        """Its pool, and what decides who of it may go."""
        return Source(
            self.movement.pool,
            self.ids,
            self.planned_before,
            self.planned_preparation,
            during_dwell=self.terms.preparation_during_dwell,
            soft=self.terms.dwell_is_soft,
        )

    def dwell_ends(self, due: int, asked: int) -> tuple[int, int]:  # noqa: ARG002
        """Return the due day, from which each pool counts back for itself."""
        return due, 0

    def order(self, wave: Wave, posts: list[int], first_day: int) -> None:
        """Order the relief of posts when the longest notice of its pools begins, unit by unit."""
        for its in self.in_groups(posts):
            super().order(wave, its, first_day)

    def together(self, posts: int) -> int:
        """Return all people of a unit, where they go as units."""
        return posts if self.unit else 1

    def in_groups(self, posts: list[int]) -> Iterable[list[int]]:
        """Return posts unit by unit, where people go as units."""
        if not self.unit:
            return (posts,)
        units = sorted({post // self.unit for post in posts})
        return ([post for post in posts if post // self.unit == unit] for unit in units)

    def relieve(self, order: Relief, posts: list[int], ids: Ids, rested: int) -> None:
        """Send *ids* to *posts*, those of each pool for themselves."""
        first = 0
        for last in self._ends(ids):
            going = ids[first:last]
            when = min(rested, max(map(self.movement.rested, going)))
            Element.relieve(self.serving(going[0]), order, posts[first:last], going, when)
            first = last

    def _ends(self, ids: Ids) -> Iterator[int]:
        """Yield the place after the last of each pool's people."""
        for place in range(1, len(ids)):
            if self.serving(ids[place]) is not self.serving(ids[place - 1]):
                yield place
        yield len(ids)

    def serving(self, person: int) -> Served:
        """Return the posts as the people of somebody's pool fill them."""
        return next(one for one in self._all if person in one.ids)
