"""What all parts of a plan have in common: strict, frozen models, and how people rotate."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    WithJsonSchema,
)

from sim.quantities import (
    Dwell,
    DwellRule,
    Fixed,
    Length,
    LengthField,
    Quantity,
    Share,
    UncertainDate,
    UncertainLength,
    UncertainRate,
    round_days,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=60)]
"""What a part of a plan may be called."""

Item = TypeVar("Item")
Several = Annotated[tuple[Item, ...], Strict(strict=False)]
"""What is written as a list."""

POOLS: Mapping[str, object] = {
    "description": "a pool or several",
    "type": ["string", "array"],
    "items": {"type": "string"},
    "minItems": 1,
}
"""How pools in order are written, as JSON Schema."""


def _read_pools(value: object) -> object:
    if isinstance(value, tuple):
        return value
    names = (value,) if isinstance(value, str) else value
    if isinstance(names, list | tuple) and names and all(isinstance(name, str) for name in names):
        return tuple(names)
    message = f"write a pool, or several in order as [active, reserve], not {value!r}"
    raise ValueError(message)


def _write_pools(pools: tuple[str, ...]) -> str | list[str]:
    return pools[0] if len(pools) == 1 else list(pools)


Pools = Annotated[
    tuple[str, ...],
    BeforeValidator(_read_pools),
    PlainSerializer(_write_pools, return_type=str | list[str]),
    WithJsonSchema(dict(POOLS)),
]
"""A pool, or several in order of preference."""


class Part(BaseModel):
    """A part of a plan: nothing but what it knows, as what it is, and for good.

    Unknown keys are refused, nothing is taken for what it is not (``NO`` for false, true for 1),
    and nothing changes once it is read.
    """

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        use_attribute_docstrings=True,
        arbitrary_types_allowed=True,
        serialize_by_alias=True,
    )


def _read_late(value: object) -> object:
    if isinstance(value, Length):
        return value
    words = " ".join(str(value).split())
    if words == "leave a gap":
        return Length()
    if words.startswith("extend up to "):
        return words.removeprefix("extend up to ")
    message = f"write 'extend up to 14 d' or 'leave a gap', not {value!r}"
    raise ValueError(message)


def _write_late(extend: Length) -> str:
    return f"extend up to {extend}" if extend.days or extend.months else "leave a gap"


IfReliefIsLate = Annotated[
    LengthField,
    BeforeValidator(_read_late),
    PlainSerializer(_write_late, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(leave a gap|extend up to \d+ *(d|days?|weeks?|months?))$",
            "examples": ["extend up to 14 d", "leave a gap"],
        }
    ),
]
"""How long a predecessor stays for a late relief; no length is to leave a gap."""


class JourneyKeys(Part):
    """How people go and come home again, to posts and with teams."""

    preparation: UncertainLength | None = None
    """Pre-deployment training. Drawn for each wave that moves together."""
    travel: UncertainLength | None = None
    """Days under way, out or home. Drawn for each wave that moves together."""
    reception: UncertainLength | None = None
    """From arrival to being ready to take over. Drawn once a replication."""
    dwell: Dwell | None = None
    """Time at home before the next tour: days away : days at home, or a length."""
    early_return: UncertainRate | None = None
    """How often people leave before the end of their tour. Drawn once a replication."""
    preparation_during_dwell: bool | None = None
    """Whether people may begin to prepare before their dwell is over."""
    dwell_is: Literal["hard", "soft"] | None = None
    """Whether nobody leaves before their dwell is over, or those go who have been at home longest
    where nobody is left whose dwell is over; every broken promise is counted."""
    course: str | None = None
    """The course under `courses` on which they need a place to prepare; `none` is to need none."""


class Leave(Part):
    """Leave in mid-tour: everybody goes once in a tour, and comes back to the post.

    .. code-block:: yaml

        after: 60 d
        for: 14 d
        over: 60 d
    """

    after: UncertainLength
    """Days on post before it. Drawn once a replication."""
    for_: Annotated[UncertainLength, Field(alias="for")]
    """Days from leaving the post to being back on it, travel included; 0 d is no leave. Drawn once
    a replication."""
    over: Annotated[UncertainLength, Field(validate_default=True)] = "0 d"  # type: ignore[assignment]
    """Days over which those who could go on the same day are spread, post by post. Drawn once a
    replication."""
    work_goes_on: bool = False
    """Whether others do the work meanwhile, so that the post counts as filled."""


class AdvanceParty(Part):
    """Those who come before the main body: the first of the posts that start on the same day.

    Their posts are required from the day on which they are due, and are relieved as much before
    the others in every rotation.

    .. code-block:: yaml

        share: 10 %
        before: 14 d
    """

    share: Share
    """Share of the posts that start on the same day, rounded up; at least one goes with the main
    body."""
    before: UncertainLength
    """Days by which they are due before the others. Drawn once a replication."""


class RotationKeys(JourneyKeys):
    """How people rotate. An element overrides its contribution, that its pool, that the plan."""

    tour: UncertainLength | None = None
    """Time on post, handover included. Drawn once a replication."""
    handover: UncertainLength | None = None
    """Days on which predecessor and relief are both there. Drawn once a replication."""
    notice: UncertainLength | None = None
    """From nomination to the day on which the relief is due. Drawn once a replication."""
    replacement: UncertainLength | None = None
    """From an early return to its replacement being on post. Drawn for each replacement."""
    calendar: Literal["fixed", "rolling"] | None = None
    """Whether the days of relief are fixed by the plan, so that who comes late serves a shorter
    tour; or each tour begins when its people really take over, and lateness moves all that follow
    on the post."""
    if_relief_is_late: IfReliefIsLate | None = None
    """What a predecessor does whose relief is not there on the day of leaving."""
    start: Literal["spread", "together"] | None = None
    """Whether the posts of a tranche start on its day, or evenly spread back to the one before;
    those of a permanent contribution over one rotation."""
    rotates_as: Literal["unit", "individuals"] | None = None
    """Whether people of a pool of formed units prepare, go and come back unit by unit, or each for
    themselves; all that draws on a pool does it alike."""
    shortest_tour: UncertainLength | None = None
    """The shortest tour that a relief is sent for; else the predecessor stays. Drawn once a
    replication."""
    leave: Leave | None = None
    """Leave in mid-tour. Nobody goes who would not be back for the handover to the relief."""
    advance_party: AdvanceParty | None = None
    """Those who come before the main body, where posts start together."""


NO_COURSE = "none"
"""What stands for the course of those who need none."""

KEYS = tuple(RotationKeys.model_fields)
"""The names of all rotation keys."""


@dataclasses.dataclass(frozen=True, slots=True)
class Rotation:
    """How the people of one element rotate, every key settled, and who said so."""

    tour: Quantity
    handover: Quantity
    notice: Quantity
    preparation: Quantity
    travel: Quantity
    reception: Quantity
    dwell: DwellRule
    early_return: Quantity
    replacement: Quantity
    if_relief_is_late: Length
    start: str
    shortest_tour: Quantity
    preparation_during_dwell: bool
    dwell_is: str
    course: str
    calendar: str
    rotates_as: str
    owners: Mapping[str, str]
    """For each key, the part of the plan that it was taken from."""
    pool: str
    """Whose people they are."""
    others: tuple[Rotation, ...] = ()
    """How the people of the pools rotate that serve when it cannot, in that order."""
    unit: int = 0
    """People of a formed unit, if they go as units."""
    top_up: Rotation | None = None
    """How the people rotate who replace those whom a unit loses, if anybody does."""
    leave: Leave | None = None
    advance_party: AdvanceParty | None = None

    @property
    def pools(self) -> tuple[Rotation, ...]:
        """It and how the people of the others rotate, in the order in which they serve."""
        return (self, *self.others)

    def owned(self, key: str) -> tuple[str, str]:
        """Return who said *key*, and the key: whose luck it is."""
        return self.owners[key], key


def settle(layers: Sequence[tuple[str, JourneyKeys]], pool: str) -> Rotation:
    """Return the rotation that *layers* say, the last of them first.

    Args:
        layers: Names and keys, from the most general, which must say everything, to the element.
        pool: Whose people they are.
    """
    values: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for name, layer in layers:
        for key in KEYS:
            value = getattr(layer, key, None)
            if value is not None:
                values[key] = value
                owners[key] = name
    return Rotation(**values, owners=owners, pool=pool)


class Permission(NamedTuple):
    """The days from which on a contribution may do something; None is from the beginning."""

    decided: int | None = None
    """Nobody is nominated before."""
    mandate: int | None = None
    """Nobody leaves home before."""


class Contribution(Part):
    """What every kind of contribution says."""

    priority: int = 0
    """Who is served first when people are short: the lowest number; equals in the order of the
    file."""
    decided: UncertainDate | None = None
    """The day of the decision: nobody is nominated before it, so notice counts from it where that
    is later."""
    mandate_from: UncertainDate | None = None
    """The first day of the mandate: nobody leaves home before it."""

    def permission(self, facts: Facts, name: str) -> Permission:
        """Return from which days on people may be nominated, and leave home."""
        days = (
            None if date is None else facts.day(name, key, date)
            for key, date in (("decided", self.decided), ("mandate_from", self.mandate_from))
        )
        return Permission(*days)

    @property
    def has_missions(self) -> bool:
        """Whether a pause of missions changes anything of it."""
        return False


class Facts:
    """What the facts of a plan are, drawn in a replication or as one plans with them."""

    def __init__(self, start: dt.date) -> None:
        self.start = start
        """The date of day 0."""

    def fact(self, owner: str, purpose: str, quantity: Quantity) -> float:
        """Return a fact of the plan, which *owner* states for a *purpose*."""
        raise NotImplementedError

    def day(self, owner: str, purpose: str, date: Quantity) -> int:
        """Return a date as a day of the plan."""
        return round_days(self.fact(owner, purpose, date), 0) - self.start.toordinal()

    def count(self, owner: str, purpose: str, number: Quantity) -> int:
        """Return a number of people as a whole number."""
        return round_days(self.fact(owner, purpose, number), 0)

    def length(self, owner: str, purpose: str, quantity: Quantity, least: int) -> int:
        """Return a length in whole days, counted from day 0 where it is in months."""
        if isinstance(quantity, Fixed) and quantity.length is not None:
            return max(least, quantity.length.after(0, self.start))
        return round_days(self.fact(owner, purpose, quantity), least)

    def tour(self, rotation: Rotation) -> Length:
        """Return the length of a tour: in calendar months as it is written, or in days."""
        tour = rotation.tour
        if isinstance(tour, Fixed) and tour.length is not None:
            return tour.length
        return Length(days=self.length(*rotation.owned("tour"), tour, 1))


class Medians(Facts):
    """The facts as one plans with them: the median of whatever is uncertain."""

    def fact(self, owner: str, purpose: str, quantity: Quantity) -> float:  # noqa: ARG002
        """Return the median, whoever states it.

        >>> import datetime as dt
        >>> Medians(dt.date(2020, 1, 1)).fact("pools.a", "people", Fixed(30.0))
        30.0
        """
        return quantity.middle


@dataclasses.dataclass(frozen=True, slots=True)
class PostsInPause:
    """What a pause of missions means for the posts of an element."""

    in_theatre: str = "carry on"
    """Carry on, hold, relocate, or send home: who is on the posts beyond the core."""
    core: float = 0.0
    """Share of the posts that carry on in every way."""
    holds_next: bool = False
    """Whether who is to relieve the others waits at home for the restart."""
    work_goes_on: bool = False
    """Whether who is held or relocated fills the post."""

    @property
    def is_touched(self) -> bool:
        """Whether a pause of missions changes anything."""
        return self.holds_next or self.in_theatre != "carry on"

    def core_of(self, posts: int, unit: int = 1) -> int:
        """Return how many posts carry on: ceil(core x posts), or as many units as that takes.

        >>> PostsInPause("send home", core=0.3).core_of(10), PostsInPause("hold").core_of(10)
        (3, 0)
        >>> PostsInPause("send home", core=0.3).core_of(10, unit=4)
        4
        """
        return unit * math.ceil(self.core * posts / unit - 1e-9)


CARRY_ON = PostsInPause()
"""As if there were no pause."""


@dataclasses.dataclass(frozen=True, slots=True)
class Manning:
    """The posts of an element, as a contribution wants them to be filled."""

    element: str
    """Empty where the contribution is not divided."""
    starts: tuple[int, ...]
    """The first required day of each post; of people in place, when the tour under way was due."""
    ends: tuple[int, ...]
    """The first day on which each post is no longer required."""
    priority: int
    cycle: int = 0
    """Days from one relief of a post to the next, where people are in place on day 0."""
    in_pause: PostsInPause = CARRY_ON
    """What a pause of missions means for them."""
