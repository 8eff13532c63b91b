"""What can be wrong with limits, and with teams that they never let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.contributions.training_teams import TrainingTeams

if TYPE_CHECKING:
    import datetime as dt

    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path


def check_limits(finding: Finding) -> None:
    """Check ceilings, courses, lift and reception."""
    for check in (_ceilings, _courses, _lift, _reception):
        check(finding)


def _ceilings(finding: Finding) -> None:
    for name, ceiling in finding.plan.ceilings.items():
        finding.order(("ceilings", name), ceiling.from_, ceiling.until, ("from", "until"))


def _courses(finding: Finding) -> None:
    plan = finding.plan
    for name, course in plan.courses.items():
        where: Path = ("courses", name)
        if name not in {rotation.course for rotation in plan.rotations.values()}:
            finding.warning(where, "nobody needs this course to prepare")
        if course.on == ():
            finding.error((*where, "on"), "write at least one date")
        dates: list[tuple[Path, dt.date | None]] = [(("from",), course.from_)]
        dates += ((("on", number), date) for number, date in enumerate(course.on or ()))
        for path, date in dates:
            if date is not None and date > plan.end:
                message = f"{date} lies after the plan, which ends on {plan.end}"
                finding.error((*where, *path), message)
    for name, contribution in plan.contributions.items():
        if isinstance(contribution, TrainingTeams):
            said = plan.rotations[name, ""].course
            people = sum(contribution.team.values())
            if said in plan.courses and people > plan.courses[said].most:
                key = "places" if plan.courses[said].places is not None else "class_size"
                message = f"a team of {people} never finds places together on course {said!r}"
                other = (("courses", said, key), "here")
                finding.error(("contributions", name, "team"), message, other)


def _lift(finding: Finding) -> None:
    plan = finding.plan
    seats: dict[str, float] = {}
    for name, flights in plan.lift.items():
        where: Path = ("lift", name)
        if flights.weekdays == ():
            finding.error((*where, "weekdays"), "write at least one day of the week")
        if not flights.applies_to:
            finding.error((*where, "applies_to"), "nobody goes by these flights")
        if flights.from_ is not None and flights.from_ > plan.end:
            message = f"{flights.from_} lies after the plan, which ends on {plan.end}"
            finding.error((*where, "from"), message)
        if flights.cancelled.high >= 1:
            finding.warning((*where, "cancelled"), "it may be that none of these flights ever goes")
        for served in flights.applies_to:
            seats[served] = seats.get(served, 0) + flights.seats.high
    for name, most in seats.items():
        teams = plan.contributions[name]
        if isinstance(teams, TrainingTeams):
            people = sum(teams.team.values())
            if people > most:
                message = f"a team of {people} goes by one flight, and there are {most:g} seats"
                finding.error(("contributions", name, "team"), message)


def _reception(finding: Finding) -> None:
    plan = finding.plan
    said: dict[str, Path] = {}
    for name, reception in plan.reception_places.items():
        where: Path = ("reception_places", name)
        if not reception.applies_to:
            finding.error((*where, "applies_to"), "nobody goes through this reception")
        for number, contribution in enumerate(reception.applies_to):
            here: Path = (*where, "applies_to", number)
            if contribution in said:
                message = f"{contribution!r} goes through one reception"
                finding.error(here, message, other=(said[contribution], "and here"))
            said.setdefault(contribution, here)
            teams = plan.contributions[contribution]
            if isinstance(teams, TrainingTeams):
                people, most = sum(teams.team.values()), reception.people.high
                if people > most:
                    message = f"a team of {people} arrives together, and there are {most:g} places"
                    finding.error((*where, "people"), message)
