"""The day from which a goal of fill is missed, its main cause, and how to ask what mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.measures.goals import days_of
from sim.problems import visible
from sim.report.pages.answers import scope_word
from sim.report.pages.said import one_decimal
from sim.report.summary import verdict
from sim.words import date, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.report.pages.said import Found
    from sim.scenario.plan import Goal
    from sim.study import Study
    from sim.study.row import Row


@dataclass(frozen=True, slots=True)
class Missed:
    """A goal of fill that is missed."""

    name: str
    goal: Goal
    day: int
    """The first day on which it is met in fewer runs than is wanted."""
    share: float
    """The share of the runs in which it is met on it, and was until then."""


def missed(study: Study, found: Found) -> Iterator[Missed]:
    """Yield the goals of fill that are missed, in the order of the plan."""
    verdicts = {
        one.measure.key: verdict(one.low, one.high, study.plan.goals[one.measure.key].with_)
        for one in found.of("goal")
    }
    for ready in study.readiness:
        goal = study.plan.goals[ready.goal]
        span = days_of(goal, study.plan)
        days = np.flatnonzero(ready.share[span] < goal.with_)  # NaN: nothing is asked, is not less
        if days.size and verdicts.get(ready.goal) == "missed":
            day = span.start + int(days[0])
            yield Missed(ready.goal, goal, day, float(ready.share[day]))


def told(study: Study, one: Missed) -> str:
    """Return since when a goal is missed, of what that day's empty posts are, and what to ask."""
    words = say(
        "The goal {goal} is missed from {date} on: by then it is still met in {share} of the "
        "runs, and wanted are {wanted}."
    )
    if one.goal.on is not None:
        words = say(
            "The goal {goal} is missed on {date}: it is met in {share} of the runs, and wanted are "
            "{wanted}."
        )
    sentences = [
        words.format(
            goal=visible(one.name),
            date=date(study.plan.date(one.day)),
            share=percent(one.share),
            wanted=percent(one.goal.with_),
        )
    ]
    causes = _causes(study, one)
    total = sum(causes.values())
    if total:
        cause = max(causes, key=causes.__getitem__)
        sentences.append(
            say(
                "Empty posts of {name} on that day: {posts} on average, mainly because of: {cause} "
                "({part} of them).",
                posts=one_decimal(total),
                name=scope_word(one.goal.of),
                cause=say(cause),
                part=percent(causes[cause] / total),
            )
        )
    sentences.append(
        say(
            "The nearest single change that would have mended that day is found by trying: "
            "contingent explain with the plan and {options}.",
            options=options(study, one.day, one.goal.of),
        )
    )
    return " ".join(sentences)


def options(study: Study, day: int, of: str) -> str:
    """Return how `explain` is asked about a part on a day."""
    element = "" if of == "all" else f" --element {visible(of)}"
    return f"--on {study.plan.date(day).isoformat()}{element}"


def about(study: Study, day: int) -> str:
    """Return which part is to be asked about on a day.

    That of a goal of fill for that day; or the only contribution with posts; else all.
    """
    for goal in study.plan.goals.values():
        span = days_of(goal, study.plan)
        if goal.fill is not None and span.start <= day < span.stop:
            return goal.of
    posts = [name for name in study.plan.contributions if _has_posts(study, name)]
    return posts[0] if len(posts) == 1 else "all"


def _causes(study: Study, one: Missed) -> dict[str, float]:
    """Return the empty posts of a goal on its day, by cause."""
    causes: dict[str, float] = {}
    for row, posts in zip(study.gaps.rows, study.gaps.mean[:, one.day].tolist(), strict=True):
        if posts and _is_of(study, row, one.goal.of):
            causes[row.cause] = causes.get(row.cause, 0.0) + posts
    return causes


def _is_of(study: Study, row: Row, of: str) -> bool:
    """Say whether a row is of what a goal is about; training teams only if it names them."""
    if of == "all":
        return _has_posts(study, row.contribution)
    return of in {row.contribution, f"{row.contribution}.{row.element}"}


def _has_posts(study: Study, contribution: str) -> bool:
    return study.plan.contributions[contribution].kind != "training-teams"
