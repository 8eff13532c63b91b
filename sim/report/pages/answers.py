"""Each goal, answered in a sentence with its probability, its interval and one word of risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.report.asked import asked
from sim.report.pages.document import Answer, Block, Paragraph, Section
from sim.report.pages.risk import bounds, risk_of
from sim.report.summary import verdict
from sim.study import summary
from sim.words import date, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.report.pages.risk import Risk
    from sim.scenario.plan import Goal
    from sim.study import Estimate, Study

COLOURS = {"met": "good", "missed": "bad", "undecided": "open"}


def answers(study: Study, replications: Mapping[str, int]) -> Section:
    """Return the answer to each goal, after what has to be known of all of them.

    Args:
        study: What the replications came to.
        replications: How many were `wanted`, are `done` and `failed`.
    """
    goals = [one for one in summary(study) if one.measure.measure == "goal"]
    blocks: list[Block] = []
    if replications["done"] + replications["failed"] < replications["wanted"]:
        blocks.append(Paragraph(_interrupted(replications)))
    blocks += [answer(study, one) for one in goals]
    if goals:
        blocks += [Paragraph(bounds()), Paragraph(_verdicts())]
    else:
        blocks.append(Paragraph(say("The plan sets no goal, so there is no question to answer.")))
    return Section("answers", say("Answers"), tuple(blocks))


def answer(study: Study, one: Estimate) -> Answer:
    """Return the answer to one goal, with what its probability is estimated to be."""
    name = one.measure.key
    goal = study.plan.goals[name]
    found = verdict(one.low, one.high, goal.with_)
    told = say(
        "{event}: this comes true with a probability of {probability} (95 % interval {low} to "
        "{high}; {count} of {runs} runs). Wanted: {wanted}.",
        event=" ".join(_event(study, goal)),
        probability=percent(one.value),
        low=percent(one.low),
        high=percent(one.high),
        count=number(round(one.value * one.replications)),
        runs=number(one.replications),
        wanted=percent(goal.with_),
    )
    risk = risk_of(1 - one.low)
    sentence = " ".join((told, *_of_few(one, risk), *_remarks(study, goal)))
    return Answer(visible(name), verdict_word(found), COLOURS[found], sentence, risk)


def _of_few(one: Estimate, risk: Risk) -> Iterator[str]:
    """Yield why there is a word of risk where no run gives reason for one."""
    if one.value == 1 and risk.level:
        yield say(
            "All runs meet it: the word of risk says what so few runs, {runs}, cannot rule out.",
            runs=number(one.replications),
        )


def verdict_word(found: str) -> str:
    """Return what a verdict is called."""
    return {"met": say("met"), "missed": say("missed"), "undecided": say("undecided")}[found]


def _interrupted(replications: Mapping[str, int]) -> str:
    return say(
        "It was interrupted: only {done} of {wanted} runs were done, and all that is said here is "
        "of these alone.",
        done=number(replications["done"]),
        wanted=number(replications["wanted"]),
    )


def _verdicts() -> str:
    return say(
        "A goal is met when the whole interval lies at or above the probability that is wanted, "
        "missed when all of it lies below, and undecided in between: more runs may decide it."
    )


def scope_word(name: str) -> str:
    """Return what a goal is about."""
    return say("all contributions") if name == "all" else visible(name)


def _event(study: Study, goal: Goal) -> Iterator[str]:
    """Yield what has to come true."""
    of = scope_word(goal.of)
    if goal.dwell_kept is not None:
        yield say(
            "The promised dwell is over before {share} or more of the departures of {name}",
            share=percent(goal.dwell_kept),
            name=of,
        )
        return
    if goal.reliefs_on_time is not None:
        yield say(
            "{share} or more of the reliefs of {name} are there on the day on which they are due",
            share=percent(goal.reliefs_on_time),
            name=of,
        )
        return
    said = asked(study, goal)
    posts = dict.fromkeys((_posts(*said.least), _posts(*said.most)))
    share, needed = percent(goal.fill or 0), say(" to ").join(posts)
    if goal.on is not None:
        yield say(
            "{share} or more of the posts required of {name} on {date} are filled ({posts})",
            share=share,
            name=of,
            date=date(goal.on),
            posts=needed,
        )
        return
    yield say(
        "{share} or more of the posts required of {name} are filled on every day from {first} to "
        "{last} ({posts})",
        share=share,
        name=of,
        first=date(study.plan.date(said.first)),
        last=date(study.plan.date(said.end - 1)),
        posts=needed,
    )


def _posts(needed: int, required: float) -> str:
    if required == round(required):
        return say("{needed} of {required}", needed=number(needed), required=number(required))
    return say(
        "{needed} of {required} on average", needed=number(needed), required=number(required, 1)
    )


def _remarks(study: Study, goal: Goal) -> Iterator[str]:
    """Yield what is easily overlooked: that not all posts are asked for."""
    if goal.fill is None:
        return
    said = asked(study, goal)
    if goal.on is not None and said.most[1] < said.establishment:
        yield say(
            "Not all of the {posts} posts of the establishment are required on that day.",
            posts=number(said.establishment),
        )
