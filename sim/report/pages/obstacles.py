"""What stands in the way: posts that are empty, since when, and why; what acts on that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.problems import visible
from sim.record import Cause
from sim.report.pages.document import Block, Listing, Paragraph, Section, tabled
from sim.report.pages.missed import about, missed, options, told
from sim.report.pages.remedies import remedies
from sim.report.pages.said import Found, interval_of, one_decimal
from sim.report.pictures.figure import Table
from sim.words import date, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.limits import Ceiling
    from sim.study import Estimate, Study


def obstacles(study: Study, found: Found) -> Section:
    """Return how much is missing, of whom, and what it is put down to."""
    return Section("obstacles", say("What stands in the way"), tuple(_blocks(study, found)))


def _blocks(study: Study, found: Found) -> Iterator[Block]:
    everything = found.one("shortfall", "all")
    if everything is None or not study.gaps.rows:
        yield Paragraph(say("No required post is empty on any day of any run."))
        yield from _exceeded(study, found)
        return
    yield Paragraph(" ".join(_in_all(study, found, everything)))
    for one in missed(study, found):
        yield Paragraph(told(study, one))
    yield from _exceeded(study, found)
    yield tabled("shortfall", _parts(study, found))
    yield tabled("causes", _causes(found))
    yield Paragraph(
        say(
            "Each empty post-day has one cause, noted when it arose: the step that lost that day. "
            "What acts on the largest causes, training teams included:"
        )
    )
    yield Listing(remedies(study.plan, found))
    yield Paragraph(
        say(
            "At most, because who is spared one obstacle may meet the next; what a remedy changes "
            "for other parts or causes is not counted. What it really brings is shown by a variant "
            "that is compared (contingent compare), or by seeking the value at which a goal is met "
            "(contingent seek)."
        )
    )
    worst = _worst(study)
    yield Paragraph(
        say(
            "The nearest single change that would have mended the day with the most empty posts is "
            "found by trying: contingent explain with the plan and {options}.",
            options=options(study, worst, about(study, worst)),
        )
    )


def _in_all(study: Study, found: Found, everything: Estimate) -> Iterator[str]:
    required = float(study.strength.required[-1].sum())
    if required:
        yield say(
            "Of {required} post-days that are required of all contributions with posts, {empty} "
            "are empty on average (95 % interval {low} to {high}), which is {share}.",
            required=number(required),
            empty=one_decimal(everything.value),
            low=one_decimal(everything.low),
            high=one_decimal(everything.high),
            share=percent(everything.value / required),
        )
    causes = _ranked(found, "all")
    if causes:
        cause, days = causes[0]
        yield say(
            "The main cause is: {cause} ({share} of them).",
            cause=say(cause),
            share=percent(days / everything.value),
        )
    day = _worst(study)
    empty = study.gaps.mean.sum(axis=0)
    yield say(
        "The day with the most empty posts, training teams included, is {date}: {posts} on "
        "average.",
        date=date(study.plan.date(day)),
        posts=one_decimal(float(empty[day])),
    )


def _worst(study: Study) -> int:
    """Return the day with the most empty posts."""
    return int(study.gaps.mean.sum(axis=0).argmax())


def _exceeded(study: Study, found: Found) -> Iterator[Block]:
    """Yield a sentence for each ceiling above which there are people in any run."""
    said, rules = [], set()
    for name, ceiling in study.plan.ceilings.items():
        contribution, _, element = ceiling.of.partition(".")
        above = found.one("peak-above-ceiling", contribution, element, name)
        columns = [n for n, one in enumerate(study.measures) if above and one == above.measure]
        over = study.tally.values.matrix(columns)
        over = over[over > 0]  # NaN, for a ceiling that holds on no day, is not above either
        if not over.size:
            continue
        words = say(
            "The ceiling {name} of {people} people ({of}) is exceeded in {over} of {runs} runs, by "
            "{most} people at most; who is in reception or hands over does not count."
        )
        if ceiling.handover_counts:
            words = say(
                "The ceiling {name} of {people} people ({of}) is exceeded in {over} of {runs} "
                "runs, by {most} people at most; who is in reception or hands over counts."
            )
        said.append(
            words.format(
                name=visible(name),
                people=number(ceiling.people),
                of=found.name(contribution, element),
                over=number(over.size),
                runs=number(study.count),
                most=number(float(over.max())),
            )
        )
        rules.add(_rule(name, ceiling))
    if said:
        yield Paragraph(" ".join([*said, *sorted(rules)]))


def _rule(name: str, ceiling: Ceiling) -> str:
    """Say why people can be above a ceiling."""
    if not ceiling.enforced:
        return say("Ceilings are reported, not enforced: nobody is kept away by one.")
    return say(
        "The ceiling {name} is enforced: who is above it was there before it held, and nobody came "
        "while they were.",
        name=visible(name),
    )


def _ranked(found: Found, contribution: str, element: str = "") -> list[tuple[str, float]]:
    """Return the causes of a part with their post-days, the largest first."""
    said = [
        (cause.words, one.value)
        for cause in Cause
        if (one := found.one("shortfall", contribution, element, cause.words)) and one.value
    ]
    return sorted(said, key=lambda pair: -pair[1])


def _parts(study: Study, found: Found) -> Table:
    rows = []
    for place, row in enumerate(study.strength.rows):
        one = found.one("shortfall", row.contribution, row.element)
        if one is None:
            continue
        required = float(study.strength.required[place].sum())
        causes = _ranked(found, row.contribution, row.element)
        main, days = causes[0] if causes else ("", 0.0)
        rows.append(
            (
                found.name(row.contribution, row.element),
                say(main) if main else say("none"),
                percent(days / one.value) if days else "",
                number(one.value, 1),
                interval_of(one),
                percent(one.value / required) if required else "",
            )
        )
    heads = (
        *(say("part"), say("main cause"), say("its share")),
        *(say("empty post-days, mean"), say("95 % interval of the mean")),
        say("share of those required"),
    )
    words = say("Empty post-days by part, mean of the runs; all of it is in measures.csv.")
    return Table(words, heads, tuple(rows), texts=2)


def _causes(found: Found) -> Table:
    everything = found.one("shortfall", "all")
    total = everything.value if everything else 0.0
    rows = tuple(
        (visible(say(cause)), number(days, 1), percent(days / total))
        for cause, days in _ranked(found, "all")
    )
    words = say("Causes of the empty post-days of all contributions with posts, mean of the runs.")
    return Table(words, (say("cause"), say("post-days"), say("share")), rows)
