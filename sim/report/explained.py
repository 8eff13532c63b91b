"""Why a day looks as it does, in words for a terminal and as plain values."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.report.terminal import Section, percent, told
from sim.scenario import paths
from sim.words import date, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.explain import Above, Climb, Explanation, Trial

SHOWN = 12
"""Rows of a table that are shown; all of them are in the JSON."""


def summary(found: Explanation, label: str, again: str, *, is_terminal: bool = False) -> str:
    """Return what stands in the way on a day, as a paragraph and tables.

    Args:
        found: What was found.
        label: What the plan is called.
        again: The command that runs the plan, to which a setting is added.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    day, of = _day(found), found.question.of
    about = "" if of == "all" else f", {of}"
    return told(
        f"{day}{about}: {label}",
        f"{number(found.runs)} runs, seed {found.plan.scenario.run.seed}",
        [
            Section("In short", [(words,) for words in paragraph(found, again)]),
            Section("What is missing, and why", _first(list(_causes(found)))),
            Section("What was tried, the nearest first", list(_tried(found))),
            Section("Ceilings that hold on the day", list(_ceilings(found))),
            Section("Where the people of the pools are, mean of the runs", list(_pools(found))),
        ],
        is_terminal=is_terminal,
    )


def paragraph(found: Explanation, again: str) -> Iterator[str]:
    """Yield the sentences that say what stands in the way, and what would remove it."""
    required, empty = found.posts
    if not required:
        yield f"No post is required on {_day(found)}."
        return
    yield (
        f"{_required(required, empty)} required on {_day(found)}; {_filled(required, empty)} are "
        f"filled and {_few(empty)} are empty, mean of {number(found.runs)} runs. In "
        f"{number(found.full)} of them none is empty."
    )
    if found.causes:
        first = found.causes[0]
        yield (
            f"What stands in the way most is: {first.cause.words}, with {_few(first.posts)} posts "
            f"({percent(first.posts / empty)} of the empty ones) in {_of(first.runs, found.runs)}."
        )
    yield from _wanted(found)
    if found.is_met:
        return
    if not found.is_whole:
        yield "It was stopped before it was known what would mend it."
    elif found.nearest is not None:
        yield from _nearest(found.nearest, again)
    elif found.climbs:
        yield from _none(found, again)
    else:
        yield "There is nothing to try against it by a single change of the plan."


def _wanted(found: Explanation) -> Iterator[str]:
    question = found.question
    asked = f", as the goal {question.goal} asks" if question.goal else ""
    yield visible(
        f"Wanted are {percent(question.fill)} of the posts filled in {percent(question.wanted)} of "
        f"the runs{asked}. As planned it is so in {_of(found.met, found.runs)}"
        f"{': there is nothing to mend.' if found.is_met else '.'}"
    )


def _nearest(climb: Climb, again: str) -> Iterator[str]:
    step = climb.enough or 0
    trial = climb.trials[step]
    yield (
        f"The nearest single change with which it is so: {_change(climb)}, "
        f"{_from_to(climb, trial)}. Then it is so in {_of(trial.met, trial.runs)}, and "
        f"{_few(trial.empty)} posts are empty."
    )
    if step > 1:
        less = climb.trials.get(step - 1)
        tried = f": with one less it is so in {_of(less.met, less.runs)}" if less else ""
        yield f"It is the smallest that is enough{tried}. All runs meet the same luck."
    yield f"To see it: {visible(again)} --set {quote(climb.ladder.setting(step))}"


def _none(found: Explanation, again: str) -> Iterator[str]:
    yield "No single change that was tried is enough."
    climb = found.best
    if climb is None or climb.best is None:
        yield "None of them fills any of the empty posts."
        return
    trial = climb.best
    yield (
        f"The best is {_change(climb)}, {_from_to(climb, trial)}: then it is so in "
        f"{_of(trial.met, trial.runs)}, and {_few(trial.empty)} posts are empty."
    )
    yield f"To see it: {visible(again)} --set {quote(climb.ladder.setting(trial.step))}"


def _causes(found: Explanation) -> Iterator[tuple[str, ...]]:
    empty = found.posts[1]
    for one in found.parts:
        yield (
            visible(one.of),
            one.cause.words,
            f"{_few(one.posts)} posts",
            percent(one.posts / empty),
            f"in {number(one.runs)} of {number(found.runs)} runs",
        )


def _tried(found: Explanation) -> Iterator[tuple[str, ...]]:
    for climb in found.climbs:
        trial = climb.best
        if trial is None:
            yield (_change(climb), "no step of it makes a plan")
            continue
        is_enough = climb.enough is not None
        if not is_enough and trial.removed <= 0:
            most = visible(climb.ladder.shown(max(climb.trials)))
            yield (_change(climb), "of no use", f"even with {most}", _left(trial))
            continue
        steps = "" if is_enough else "at best "
        yield (
            _change(climb),
            "enough" if is_enough else "not enough",
            f"{steps}{_from_to(climb, trial)}",
            _left(trial),
        )


def _ceilings(found: Explanation) -> Iterator[tuple[str, ...]]:
    for one in found.ceilings:
        counts = "" if one.handover_counts else ", handovers left out"
        yield (
            visible(one.name),
            f"{number(one.people)} people of {one.of}{counts}",
            f"{_few(one.counted)} there",
            _beside(one, found.runs),
        )


def _left(trial: Trial) -> str:
    return f"so in {_of(trial.met, trial.runs)}, {_few(trial.empty)} posts empty"


def _beside(one: Above, runs: int) -> str:
    return (
        f"reached in {number(one.reached)} and exceeded in {_of(one.exceeded, runs)}, at most "
        f"{number(one.most)}"
    )


def _of(some: int, runs: int) -> str:
    return f"{number(some)} of {number(runs)} runs"


def _pools(found: Explanation) -> Iterator[tuple[str, ...]]:
    for name, states in found.pools:
        people = sum(mean for _, mean in states)
        there = (f"{_few(mean)} {state.words}" for state, mean in states if mean >= 0.05)
        yield visible(name), f"{_few(people)} people", ", ".join(there)


def _change(climb: Climb) -> str:
    ladder = climb.ladder
    if "{name}" in ladder.change:
        return visible(ladder.change.format(name=ladder.name))
    return visible(f"{ladder.change} of {ladder.name}" if ladder.name else ladder.change)


def _from_to(climb: Climb, trial: Trial) -> str:
    ladder = climb.ladder
    return visible(f"{ladder.shown(trial.step)} instead of {ladder.planned}")


def _day(found: Explanation) -> str:
    return date(found.plan.scenario.date(found.question.day))


def _required(required: float, empty: float) -> str:
    if required == 1:
        return "1 post is"
    if required == round(required):
        return f"{number(required)} posts are"
    return f"{number(required, max(1, _decimals(empty)))} posts are"


def _filled(required: float, empty: float) -> str:
    """Return how many posts are filled, so that the numbers add up as they are shown.

    >>> _filled(8.0, 0.04), _filled(8.0, 0.05), _filled(7.96, 0.04), _filled(5.0, 2.0)
    ('7.96', '7.9', '7.92', '3')
    """
    decimals = _decimals(empty)
    if required != round(required):
        decimals = max(1, decimals)
    return number(round(required, decimals) - round(empty, decimals), decimals)


def _few(value: float) -> str:
    """Return a mean with a decimal, if it needs one.

    >>> _few(12.0), _few(0.04), _few(3.26)
    ('12', '0.04', '3.3')
    """
    return number(value, _decimals(value))


def _decimals(value: float) -> int:
    if value == round(value):
        return 0
    return 1 if value >= 0.05 else 2


def _first(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    left = len(rows) - SHOWN
    return rows if left <= 0 else [*rows[:SHOWN], (f"and {left} more, with --json",)]


def values(found: Explanation, label: str) -> dict[str, Any]:
    """Return what was found as plain values, for JSON."""
    plan, question = found.plan.scenario, found.question
    required, empty = found.posts
    return {
        "scenario": label,
        "on": plan.date(question.day).isoformat(),
        "of": question.of,
        "replications": found.runs,
        "seed": plan.run.seed,
        "is_whole": found.is_whole,
        "required": required,
        "filled": required - empty,
        "empty": empty,
        "runs_with_none_empty": found.full,
        "wanted": {
            "fill": question.fill,
            "with": question.wanted,
            "goal": question.goal or None,
            "runs": found.met,
            "is_met": found.is_met,
        },
        "causes": [
            {"of": one.of, "cause": one.cause.words, "posts": one.posts, "runs": one.runs}
            for one in found.parts
        ],
        "ceilings": [
            {
                "ceiling": one.name,
                "of": one.of,
                "people": one.people,
                "handover_counts": one.handover_counts,
                "counted": one.counted,
                "most": one.most,
                "runs_reached": one.reached,
                "runs_exceeded": one.exceeded,
            }
            for one in found.ceilings
        ],
        "pools": {
            name: {state.words: mean for state, mean in states} for name, states in found.pools
        },
        "nearest": None if found.nearest is None else _climbed(found.nearest),
        "tried": [_climbed(climb) for climb in found.climbs],
    }


def _climbed(climb: Climb) -> dict[str, Any]:
    ladder, trial = climb.ladder, climb.best
    told = {
        "change": _change(climb),
        "path": paths.written(ladder.path),
        "planned": ladder.planned,
        "is_enough": climb.enough is not None,
    }
    if trial is None:
        return told
    less = climb.trials.get(trial.step - 1)
    return told | {
        "set": ladder.setting(trial.step),
        "step": trial.step,
        "share_of_planned": ladder.share(trial.step) if ladder.size else None,
        "runs": trial.met,
        "replications": trial.runs,
        "empty": trial.empty,
        "runs_with_one_step_less": less.met if less and climb.enough else None,
    }
