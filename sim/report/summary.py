"""What a study says, in words for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.scopes import ALL, certain_day
from sim.problems import visible
from sim.report.asked import asked
from sim.report.headed import line
from sim.report.sampling import rows as precision
from sim.report.terminal import Section, percent, told
from sim.report.theory import told_beside
from sim.scenario.laid import AS_IT_STANDS, Laid
from sim.spread import place_of
from sim.study import decisions, run_id
from sim.study import summary as estimates
from sim.words import number

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping

    from sim.scenario.plan import Goal, Scenario
    from sim.study import Estimate, Sampling, Study


def summary(
    study: Study,
    folder: pathlib.Path | None = None,
    *,
    sampling: Sampling | None = None,
    laid: Laid = AS_IT_STANDS,
    is_terminal: bool = False,
) -> str:
    """Return what a study says: goals, fill, shortfall, peaks, decisions, and where pictures are.

    Args:
        study: The study.
        folder: Where its results are.
        sampling: Why there are no more replications, if they were to be as many as it takes.
        laid: Variants and settings that the plan has.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    plan, found = study.plan, _by_name(study)
    sections = [
        Section("Goals", list(_goals(study))),
        Section("Precision, half of the interval of 95 %", list(precision(sampling))),
        Section("All in place", list(_in_place(study))),
        Section("Shortfall", list(_shortfall(study, found))),
        Section("Peak, handover included", list(_peaks(study, found))),
        Section("The whole mission", list(_mission(plan, found))),
        Section("Cost, mean of the runs", list(_cost(found))),
        Section("Beside theory", list(told_beside(study))),
        Section("Last day to decide", list(_decisions(plan))),
        Section("Results", list(_results(study, folder))),
    ]
    runs = f"{number(study.count)} runs, seed {plan.run.seed}, result {run_id(plan, study.count)}"
    return told(line(plan, laid), runs, sections, is_terminal=is_terminal)


def _by_name(study: Study) -> dict[tuple[str, str, str, str], Estimate]:
    return {
        (one.measure.measure, one.measure.contribution, one.measure.element, one.measure.key): one
        for one in estimates(study)
    }


# ---- goals ----------------------------------------------------------------------------------


def _goals(study: Study) -> Iterator[tuple[str, ...]]:
    for one in estimates(study):
        if one.measure.measure == "goal":
            name = one.measure.key
            goal = study.plan.goals[name]
            yield (
                name,
                verdict(one.low, one.high, goal.with_),
                percent(one.value),
                f"({percent(one.low)} to {percent(one.high)})",
                f"{number(round(one.value * one.replications))} of {number(one.replications)} runs",
                f"wanted {percent(goal.with_)}",
            )
            yield ("", *_asked(study, goal))


def verdict(low: float, high: float, wanted: float) -> str:
    """Return whether a goal is met, as far as its interval says.

    >>> verdict(0.93, 0.97, 0.9), verdict(0.7, 0.8, 0.9), verdict(0.88, 0.92, 0.9)
    ('met', 'missed', 'undecided')
    """
    if low >= wanted:
        return "met"
    return "missed" if high < wanted else "undecided"


def _asked(study: Study, goal: Goal) -> Iterator[str]:
    """Yield what a goal asks for, in posts where it is about posts."""
    if goal.dwell_kept is not None:
        yield f"promised dwell over before {percent(goal.dwell_kept)} of departures"
        return
    if goal.reliefs_on_time is not None:
        yield f"{percent(goal.reliefs_on_time)} of reliefs of {goal.of} there on their day"
        return
    said = asked(study, goal)
    needed = " to ".join(dict.fromkeys((_posts(*said.least), _posts(*said.most))))
    when = f"on {goal.on}"
    if goal.on is None:
        first, last = study.plan.date(said.first), study.plan.date(said.end - 1)
        when = f"on every day from {first} to {last}"
    yield f"{needed} required of {goal.of} {when}; establishment {number(said.establishment)}"


def _posts(needed: int, required: float) -> str:
    """Return how many posts are needed of those required, on average where that is uncertain.

    >>> _posts(94, 98.0), _posts(109, 114.25)
    ('94 of 98', '109 of 114.2')
    """
    return f"{number(needed)} of {number(required, 1).removesuffix('.0')}"


# ---- fill, shortfall, peaks -----------------------------------------------------------------


def _in_place(study: Study) -> Iterator[tuple[str, ...]]:
    plan = study.plan
    for column, measure in enumerate(study.measures):
        if measure.measure != "days-to-fill":
            continue
        lead = plan.contributions[measure.contribution]
        takes = certain_day(lead.takes_command, plan.start) if lead.kind == "lead-nation" else None
        values = np.sort(study.column(column))  # NaN, for never, comes last
        middle, late = (values[place_of(share, values.size)] for share in (0.5, 0.95))
        yield (
            f"{measure.key} of {measure.contribution}",
            f"half of the runs: {_when(plan, takes, middle)}",
            f"95 % of them: {_when(plan, takes, late)}",
        )


def _when(plan: Scenario, takes: int | None, days: float) -> str:
    """Return when something is so, with a date if the day of transfer is the same in all runs."""
    if math.isnan(days):
        return "not within the plan"
    after = f"{number(abs(days))} d {'before' if days < 0 else 'after'}"
    if takes is None:
        return f"by {after} their own transfer"
    return f"by {plan.date(takes + int(days))} ({after} the transfer)"


def _shortfall(
    study: Study, found: dict[tuple[str, str, str, str], Estimate]
) -> Iterator[tuple[str, ...]]:
    has_teams = any(part.kind == "training-teams" for part in study.plan.contributions.values())
    without_teams = f"{ALL} but training teams" if has_teams else ALL
    for place, row in enumerate(study.strength.rows):
        empty = found.get(("shortfall", row.contribution, row.element, ""))
        if row.element or empty is None:
            continue
        required = float(study.strength.required[place].sum())
        share = f"{percent(empty.value / required)} of required" if required else ""
        causes = {
            key: one.value
            for (measure, contribution, element, key), one in found.items()
            if (measure, contribution, element) == ("shortfall", row.contribution, "") and key
        }
        main = max(causes, key=lambda key: causes[key], default="")
        why = f"mostly {main} ({percent(causes[main] / empty.value)})" if empty.value else ""
        whose = without_teams if row.contribution == ALL else row.contribution
        yield (whose, f"{number(empty.value, 1)} post-days empty on average", share, why)


def _peaks(
    study: Study, found: dict[tuple[str, str, str, str], Estimate]
) -> Iterator[tuple[str, ...]]:
    plan = study.plan
    if not plan.ceilings and ("peak-strength", "all", "", "") in found:
        peak = found["peak-strength", "all", "", ""]
        yield ("all", f"{number(peak.p50)} (p95 {number(peak.p95)})", "no ceiling")
    for name, ceiling in plan.ceilings.items():
        contribution, _, element = ceiling.of.partition(".")
        peak = found["peak-strength", contribution, element, ""]
        above = found["peak-above-ceiling", contribution, element, name]
        columns = [n for n, one in enumerate(study.measures) if one == above.measure]
        over = int((study.tally.values.matrix(columns) > 0).sum())
        counts = "" if ceiling.handover_counts else " without handover"
        yield (
            f"{name} ({ceiling.of})",
            f"{number(peak.p50)} (p95 {number(peak.p95)})",
            f"ceiling {number(ceiling.people)}{counts}{', enforced' if ceiling.enforced else ''}",
            f"{_beside(above)}; above it in {number(over)} of {number(study.count)} runs",
        )


def _beside(above: Estimate) -> str:
    if not above.replications:
        return "holds on no day of the plan"
    return f"at most {number(abs(above.p50))} {'above' if above.p50 > 0 else 'below'} it (median)"


def _mission(
    plan: Scenario, found: dict[tuple[str, str, str, str], Estimate]
) -> Iterator[tuple[str, ...]]:
    """Yield the nation's share of the mission, and who leads it before and after."""
    mission, said = plan.mission, []
    if mission.strength is not None:
        peak = found["peak-strength", "all", "", ""].p50
        share = f"{100 * peak / mission.strength:.0f} %"
        of = f"{number(peak)} of {number(mission.strength)} people"
        said.append(f"{of} are ours at our peak, {share}")
    if mission.lead_before is not None:
        said.append(f"{visible(mission.lead_before, 60)} leads before")
    if mission.lead_after is not None:
        said.append(f"{visible(mission.lead_after, 60)} leads after")
    if said or mission.name is not None:
        yield (visible(mission.name or plan.name, 100), "; ".join(said))


def _cost(found: Mapping[tuple[str, str, str, str], Estimate]) -> Iterator[tuple[str, ...]]:
    for (measure, contribution, _, year), one in found.items():
        if (measure, contribution) == ("cost", "all"):
            yield (
                year,
                f"{number(one.value)} {visible(one.measure.unit)}",
                f"in 90 % of the runs {number(one.p05)} to {number(one.p95)}",
            )


def _decisions(plan: Scenario) -> Iterator[tuple[str, ...]]:
    for one in decisions(plan):
        past = " (before the plan begins)" if one.decide_by < plan.start else ""
        spread = f"spread, the last due {one.last_due}"
        at_once = "all at once" if one.last_due == one.due else spread
        share = f"to {one.share}" if one.share else at_once
        yield (
            f"{one.decide_by}{past}",
            one.contribution,
            share,
            f"{number(one.posts)} posts",
            f"first due {one.due}",
            ", ".join(one.elements),
        )


def _results(study: Study, folder: pathlib.Path | None) -> Iterator[tuple[str, ...]]:
    if study.failures:
        first, message = next(iter(study.failures.items()))
        yield (
            "failed",
            visible(f"{number(len(study.failures))} runs; number {first}: {message}", 300),
        )
    if folder is not None:
        yield ("report", str(folder / "report.html"))
        yield ("pictures", str(folder / "staffing.png"))
        yield ("", str(folder / "sand.png"))
        yield ("tables", str(folder))
