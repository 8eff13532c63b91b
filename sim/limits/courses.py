"""Courses: places in preparation, for so many at once or in classes that begin together."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from sim.part import Part, Several
from sim.quantities import DateField, EveryLength, UncertainCount

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from sim.engine.world import World


class Course(Part):
    """What people go through before they leave: who finds no place waits at home for one.

    A course has `places` for so many at once, or classes that begin on days of their own. It lasts
    as long as the preparation of those who say that they need it, with `course` among their keys
    of rotation.

    .. code-block:: yaml

        class_size: 20
        every: 6 weeks
        from: 2019-11-04
    """

    places: UncertainCount | None = None
    """How many may be on it at once, whatever day they begin. Drawn once a replication."""
    class_size: UncertainCount | None = None
    """How many may begin it together, where it has classes. Drawn once a replication."""
    every: EveryLength | None = None
    """Time from the beginning of one class to that of the next."""
    from_: Annotated[DateField | None, Field(alias="from")] = None
    """The day on which the first of them begins, which may lie before the plan; the plan's first
    day if nothing is said."""
    on: Several[DateField] | None = None
    """The days on which classes begin, instead of `every`."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.places is None) == (self.class_size is None):
            message = "say places, how many at once, or class_size, how many begin together"
            raise ValueError(message)
        if self.class_size is not None and (self.every is None) == (self.on is None):
            message = "say when classes begin: every, or on"
            raise ValueError(message)
        if self.from_ is not None and self.every is None:
            message = "from is the first of the classes that begin every so often: say every"
            raise ValueError(message)
        if self.places is not None and (self.every or self.on is not None):
            message = "on places at once people begin on any day: every and on are for class_size"
            raise ValueError(message)
        return self

    @property
    def most(self) -> float:
        """The most people who can ever be on it, or begin a class, together."""
        people = self.class_size if self.places is None else self.places
        assert people is not None  # noqa: S101  (it has one of the two)
        return people.high

    def begin(self, world: World, name: str) -> None:
        """Say how many places there are in this replication."""
        owner = f"courses.{name}"
        if self.places is not None:
            world.limits.places(name, world.count(owner, "places", self.places))
        elif self.class_size is not None:
            people = world.count(owner, "class_size", self.class_size)
            world.limits.classes(name, people, self._days(world))

    def _days(self, world: World) -> Iterator[int]:
        """Return the days on which classes begin."""
        zero, end = world.start.toordinal(), world.at_start.days
        if self.every is None:
            return (date.toordinal() - zero for date in self.on or ())
        first = 0 if self.from_ is None else self.from_.toordinal() - zero
        days = itertools.accumulate(
            itertools.repeat(self.every),
            lambda day, every: every.after(day, world.start),
            initial=first,
        )
        return itertools.takewhile(lambda day: day < end, days)
