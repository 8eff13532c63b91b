"""What can be wrong with how people rotate: the times of a tour against one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.contributions.training_teams import TrainingTeams
from sim.quantities import Fixed, round_days

if TYPE_CHECKING:
    import datetime as dt

    from sim.kind import Leave, Rotation
    from sim.quantities import Quantity
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path


def check_rotations(finding: Finding) -> None:
    """Check the times of a tour against one another."""
    plan = finding.plan
    for name, element, rotation in plan.lines:
        if isinstance(plan.contributions[name], TrainingTeams):
            continue
        path = ("contributions", name, "elements", element) if element else ("contributions", name)
        endless = [key for key in ("handover", "shortest_tour") if _is_endless(rotation, key)]
        for key in endless:
            message = "this needs an upper limit: write {low: 5 d, likely: 7 d, high: 14 d}"
            finding.rotation("error", path, rotation, key, key, message)
        if not endless:
            _tour(finding, path, rotation)
        _notice(finding, path, rotation)
        if rotation.leave is not None and not endless:
            _leave(finding, path, rotation, rotation.leave)
        if rotation.dwell.remark:
            finding.rotation("warning", path, rotation, "dwell", "dwell", rotation.dwell.remark)


def _is_endless(rotation: Rotation, key: str) -> bool:
    return math.isinf(getattr(rotation, key).high)


def _tour(finding: Finding, path: Path, rotation: Rotation) -> None:
    start = finding.plan.start
    tour, handover = _fewest(rotation.tour), _most(rotation.handover, start)
    shortest = _most(rotation.shortest_tour, start)
    lasts = f"a tour of {tour} d{'' if tour == rotation.tour.high else ' at the shortest'}"
    if tour <= handover:
        message = f"{lasts} is not longer than its handover of {handover} d"
        finding.rotation("error", path, rotation, "tour", "handover", message)
    elif shortest > tour:
        message = f"no relief is sent for less than {shortest} d; that is more than {lasts}"
        finding.rotation("error", path, rotation, "shortest_tour", "tour", message)


def _notice(finding: Finding, path: Path, rotation: Rotation) -> None:
    steps = {key: getattr(rotation, key).long_end for key in ("preparation", "travel", "reception")}
    longest = sum(steps.values())
    if rotation.notice.low < longest:
        message = (
            f"a notice of {rotation.notice.low:g} d is shorter than the longest preparation, "
            f"travel and reception: {longest:g} d; some reliefs will be late"
        )
        step = max(steps, key=lambda key: steps[key])
        finding.rotation("warning", path, rotation, "notice", step, message)


def _leave(finding: Finding, path: Path, rotation: Rotation, leave: Leave) -> None:
    """Remark on leave for which a tour has no room between its handovers."""
    handover = _most(rotation.handover, finding.plan.start)
    there = _fewest(rotation.tour) - 2 * handover
    wanted = sum(round_days(one.long_end, 0) for one in (leave.after, leave.for_, leave.over))
    if leave.for_.high and wanted > there:
        message = (
            f"before leave and on it pass up to {wanted} d, of {max(0, there)} d on post between "
            f"handovers: not everybody goes on leave"
        )
        finding.rotation("warning", path, rotation, "leave", "tour", message)


def _fewest(length: Quantity) -> int:
    """Return the fewest days that something can last which lasts a day at least."""
    if isinstance(length, Fixed) and length.length is not None:
        return max(1, length.length.fewest_days)
    return round_days(length.low)


def _most(length: Quantity, start: dt.date) -> int:
    """Return the most days that something can last which is drawn as a fact of the plan."""
    if isinstance(length, Fixed) and length.length is not None:
        return length.length.after(0, start)
    return round_days(length.high, 0)
