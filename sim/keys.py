"""The keys that kinds of contributions share: how people rotate, and who may go from which day on.

What they come to for an element, as it is simulated, is in `sim.kind`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from sim.kind import AdvanceParty, Leave, Permission, Rotation
from sim.part import Part
from sim.quantities import Dwell, Length, LengthField, UncertainDate, UncertainLength, UncertainRate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.kind import Facts


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
