"""By when it has to be decided: the last day on which notice can be given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.contributions.lead_nation import Step, asked_for, starting_days
from sim.contributions.party import in_advance
from sim.kind import Medians, by_unit
from sim.measures.scopes import day_of
from sim.quantities import Fixed, round_days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sim.contributions.lead_nation import LeadNation
    from sim.kind import Rotation
    from sim.quantities import Quantity
    from sim.scenario.plan import Scenario


@dataclass(frozen=True, slots=True)
class Decision:
    """People who have to be nominated by a day; uncertain facts are taken on their median."""

    contribution: str
    elements: tuple[str, ...]
    share: str
    """The step of the ramp, or empty where there is no ramp."""
    posts: int
    due: dt.date
    """The day on which the first of them is due."""
    last_due: dt.date
    """The day on which the last of them is due; with `due` if they start together."""
    decide_by: dt.date
    """The last day: due less notice. It may lie before the plan."""


class _Tranche(NamedTuple):
    contribution: str
    element: str
    share: str
    by: int
    posts: int
    due: int
    last_due: int
    notice: int


def decisions(plan: Scenario) -> tuple[Decision, ...]:
    """Return the last day to decide of each tranche of a lead, and of what is not in place yet.

    Elements that take the same step of a ramp with the same notice are decided together.
    """
    groups: dict[tuple[str, str, int, int], list[_Tranche]] = {}
    for tranche in _tranches(plan):
        key = (tranche.contribution, tranche.share, tranche.by, tranche.notice)
        groups.setdefault(key, []).append(tranche)
    found = [
        Decision(
            contribution,
            tuple(tranche.element for tranche in tranches if tranche.element),
            share,
            sum(tranche.posts for tranche in tranches),
            plan.date(min(tranche.due for tranche in tranches)),
            plan.date(max(tranche.last_due for tranche in tranches)),
            plan.date(min(tranche.due for tranche in tranches) - notice),
        )
        for (contribution, share, _, notice), tranches in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.decide_by, one.due, one.contribution)))


def _tranches(plan: Scenario) -> Iterator[_Tranche]:
    for name, contribution in plan.contributions.items():
        if contribution.kind == "lead-nation":
            yield from _of_lead(plan, name, contribution)
        elif contribution.kind == "permanent" and not contribution.in_place:
            posts = round_days(contribution.posts.middle, 0)
            rotation = plan.rotations[name, ""]
            notice = _whole_days(rotation, plan.start)
            (manning,) = contribution.manning(Medians(plan.start), name, {"": rotation})
            first = 0 if contribution.from_ is None else day_of(contribution.from_, plan.start)
            days = by_unit(manning.starts, rotation.unit)
            due, last = min(days, default=first), max(days, default=first)
            yield _Tranche(name, "", "", first, posts, due, last, notice)


def _of_lead(plan: Scenario, name: str, lead: LeadNation) -> Iterator[_Tranche]:
    takes = day_of(lead.takes_command, plan.start)
    medians = Medians(plan.start)
    for element_name, element in lead.elements.items():
        posts = round_days(element.posts.middle, 0)
        rotation = plan.rotations[name, element_name]
        notice = _whole_days(rotation, plan.start)
        if element.from_ is not None:
            by = day_of(element.from_, plan.start)
            days = by_unit(in_advance(medians, rotation, [by] * posts), rotation.unit)
            due, last = min(days, default=by), max(days, default=by)
            yield _Tranche(name, element_name, "", by, posts, due, last, notice)
            continue
        ramp = lead.ramp_up if element.ramp_up is None else element.ramp_up
        ramp = ramp or (Step.model_validate({"share": "100 %", "by": "0 d after"}),)
        wanted = in_advance(medians, rotation, starting_days(posts, takes, ramp, rotation.start))
        days = by_unit(wanted, rotation.unit)
        before = 0
        for step in ramp:
            upto = asked_for(step.share, posts)
            if upto > before:
                share = f"{100 * step.share:.4g} %"
                by = takes + step.by
                first, last = min(days[before:upto]), max(days[before:upto])
                yield _Tranche(name, element_name, share, by, upto - before, first, last, notice)
            before = upto


def _whole_days(rotation: Rotation, start: dt.date) -> int:
    """Return the longest notice of the pools that serve."""
    return max(_notice(one.notice, start) for one in rotation.pools)


def _notice(notice: Quantity, start: dt.date) -> int:
    if isinstance(notice, Fixed) and notice.length is not None:
        return notice.length.after(0, start)
    return round_days(notice.middle, 0)
