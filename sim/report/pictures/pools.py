"""What the people of each pool do: how many are available, rest, prepare, and are away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible
from sim.report.pictures.days import days_of_table
from sim.report.pictures.figure import Figure, Scene, Table
from sim.states import State
from sim.words import date, number, say, short_date

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_POOLS = 10
Doing = tuple[str, figures.Pattern, tuple[State, ...]]
DOINGS: tuple[Doing, ...] = (
    ("available", figures.Pattern("#7fcdbb"), (State.AVAILABLE,)),
    ("dwelling", figures.Pattern("#e3e3e3", "\\\\"), (State.DWELLING,)),
    ("preparing or ready", figures.Pattern("#e69f00", "///"), (State.PREPARING, State.READY)),
    (
        "travelling",
        figures.Pattern("#222222"),
        (State.TRAVELLING_OUT, State.TRAVELLING_HOME),
    ),
    (
        "in theatre",
        figures.Pattern("#0072b2"),
        (State.IN_RECEPTION, State.HANDING_OVER, State.ON_POST, State.HELD, State.RELOCATED),
    ),
    ("unavailable", figures.Pattern("#ffffff", "xxx"), (State.UNAVAILABLE,)),
    ("on leave", figures.Pattern("#009e73", "..."), (State.ON_LEAVE,)),
    ("elsewhere", figures.Pattern("#cc79a7", ".."), (State.ELSEWHERE,)),
)
"""What people do who belong to a pool: who has left or not yet joined is not drawn."""
_ALWAYS = 6
"""So many of them are shown where nobody does them too."""


def pools(scene: Scene) -> Figure:
    """Show the largest pools, each in an area of its own."""
    shown = _shown(scene)
    title = say("What the people of each pool do")
    description = _description(scene, len(shown))
    band = say(
        "No band: these are means. The dashed line is the number of people available that 95 % of "
        "the runs have at least on that day."
    )
    doings = _doings(scene)
    means, lowest = _means(scene, doings), _lowest(scene)
    uses = [
        figures.Use(
            say("{pool}: {people} people", pool=visible(pool), people=number(sum(_on(mean, 0)))),
            tuple(
                figures.Band(say(words), pattern, curve)
                for (words, pattern, _), curve in zip(doings, mean, strict=True)
            ),
            lowest[pool],
        )
        for pool, mean in means.items()
        if pool in shown
    ]
    return Figure(
        "pool-use",
        title,
        description,
        band,
        " ".join(_alternative(scene, pool, means[pool], lowest[pool]) for pool in shown),
        _table(scene, doings, {pool: means[pool] for pool in shown}, lowest),
        figures.pools(
            scene.calendar,
            uses,
            say("available in 95 % of the runs at least"),
            title=title,
            words=scene.about,
            caption=f"{description} {band}",
        ),
    )


def _on(mean: list[NDArray[np.float64]], day: int) -> list[float]:
    return [float(curve[day]) for curve in mean]


def _shown(scene: Scene) -> list[str]:
    """Return the largest pools, in the order of the plan."""
    people = {name: pool.number.middle * pool.each for name, pool in scene.plan.pools.items()}
    largest = sorted(people, key=lambda name: -people[name])[:MOST_POOLS]
    return [name for name in people if name in largest]


def _doings(scene: Scene) -> tuple[Doing, ...]:
    """Return what anybody ever does."""
    curves = scene.study.pools
    done = {row.state for row, people in zip(curves.rows, curves.mean, strict=True) if people.any()}
    return tuple(
        doing
        for place, doing in enumerate(DOINGS)
        if place < _ALWAYS or any(state.words in done for state in doing[2])
    )


def _means(scene: Scene, doings: tuple[Doing, ...]) -> dict[str, list[NDArray[np.float64]]]:
    curves = scene.study.pools
    places = {(row.pool, row.state): place for place, row in enumerate(curves.rows)}
    return {
        pool: [
            curves.mean[[places[pool, state.words] for state in states]].sum(axis=0)
            for _, _, states in doings
        ]
        for pool in scene.plan.pools
    }


def _lowest(scene: Scene) -> dict[str, NDArray[np.int64]]:
    curves = scene.study.pools
    low = curves.quantile(0.05)
    return {
        row.pool: low[place]
        for place, row in enumerate(curves.rows)
        if row.state == State.AVAILABLE.words
    }


def _description(scene: Scene, shown: int) -> str:
    said = [
        say("Mean of {runs}.", runs=scene.runs),
        say(
            "Bands lie on one another and add up to the pool; available are at the bottom: rested, "
            "and not nominated. Dwelling is the time at home that is promised after a tour. Each "
            "area has a scale of its own."
        ),
    ]
    if shown > 2 and scene.calendar.moments:
        days = (
            f"{moment.words} {scene.calendar.date_of(moment.day)}"
            for moment in scene.calendar.moments
        )
        said.append(say("Upright lines: {days}.", days="; ".join(days)))
    if any(pool.leaving or pool.joining for pool in scene.plan.pools.values()):
        said.append(say("Who has left the service, or not yet joined, is not drawn."))
    if shown < len(scene.plan.pools):
        said.append(
            say(
                "Shown are the largest {shown} of {count} pools; all are in pools.csv.",
                shown=number(shown),
                count=number(len(scene.plan.pools)),
            )
        )
    return " ".join(said)


def _alternative(
    scene: Scene, pool: str, mean: list[NDArray[np.float64]], lowest: NDArray[np.int64]
) -> str:
    day = int(mean[0].argmin())
    busy = int(mean[4].argmax())
    return say(
        "{pool}: fewest are available on {date}, {people} of {all} on average (95 % of the runs "
        "have at least {lowest}); most are in theatre on {busy}, {there}.",
        pool=visible(pool),
        date=date(scene.plan.date(day)),
        people=number(float(mean[0][day]), 1),
        all=number(sum(_on(mean, day))),
        lowest=number(int(lowest[day])),
        busy=date(scene.plan.date(busy)),
        there=number(float(mean[4][busy]), 1),
    )


def _table(
    scene: Scene,
    doings: tuple[Doing, ...],
    means: dict[str, list[NDArray[np.float64]]],
    lowest: dict[str, NDArray[np.int64]],
) -> Table:
    days, words = days_of_table(scene.plan, "pools.csv")
    rows = tuple(
        (
            visible(pool),
            short_date(scene.plan.date(day)),
            *(number(people, 1) for people in _on(mean, day)),
            number(int(lowest[pool][day])),
        )
        for pool, mean in means.items()
        for day in days
    )
    heads = (say("pool"), say("date"), *(say(words) for words, _, _ in doings))
    return Table(words, (*heads, say("available, 5 %")), rows, texts=2)
