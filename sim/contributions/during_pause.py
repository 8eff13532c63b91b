"""What a pause of missions means, for teams and for posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import model_validator

from sim.kind import PostsInPause
from sim.part import Part
from sim.quantities import Share

if TYPE_CHECKING:
    from typing import Self


class DuringPause(Part):
    """What a pause of missions means for teams."""

    in_theatre: Literal["hold", "relocate", "send home", "carry on"] = "hold"
    """Missions under way stand still and go on afterwards, where the team is or relocated; are
    broken off and the team goes home for good; or carry on."""
    new: Literal["postpone", "hold at home", "drop"] = "postpone"
    """Missions asked for in the pause wait for the restart, wait for it with a team that gets
    ready and is held at home on notice, or are not done."""


class PostsDuringPause(Part):
    """What a pause of missions means for posts; where nothing is said, they carry on.

    A pause that is cancelled ends the posts beyond the core: who is on them goes home.
    """

    in_theatre: Literal["carry on", "hold", "relocate", "send home"] = "carry on"
    """Who is on a post beyond the core carries on, stands still where they are or in another
    place, or goes home. Posts that were sent home are filled again at the restart: by the next
    team, or by people who are ordered when the pause begins."""
    core: Share = 0.0
    """Share of the posts that carry on in every way, those with the lowest numbers; of formed
    units, as many whole ones as that takes."""
    next_team: Literal["carry on", "hold at home"] | None = None
    """Whether who is to relieve people beyond the core goes, or gets ready and is held at home on
    notice until the restart; of posts that were sent home they always are."""
    work_goes_on: bool = False
    """Whether who is held or relocated fills the post all the same."""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if self.in_theatre == "send home" and self.next_team == "carry on":
            message = "nobody relieves those who are sent home: the next team is held at home"
            raise ValueError(message)
        if self.work_goes_on and self.in_theatre not in {"hold", "relocate"}:
            message = "work_goes_on is said of people who are held or relocated"
            raise ValueError(message)
        if self.core and not self.rule.is_touched:
            message = "a core is kept where the others are held, relocated or sent home"
            raise ValueError(message)
        return self

    @property
    def rule(self) -> PostsInPause:
        """What happens, every key settled."""
        holds_next = self.in_theatre == "send home" or self.next_team == "hold at home"
        return PostsInPause(self.in_theatre, self.core, holds_next, self.work_goes_on)
