"""The rotations of one run: who prepares, travels, hands over, is on post and recovers when."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.record import NOBODY, Spell, Tour
from sim.report.pictures.figure import Figure, Scene, Table
from sim.states import State
from sim.words import number, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

MOST_ROWS = 52
"""Rows that fit on a page."""
MOST_TABLE = 120
"""Rows of the table of a report; all tours are in a table of their own."""
MOST_STRIPS = 12
"""Posts of a rotation that are drawn in a row; of more, evenly chosen ones."""

_DAYS = (
    *(Tour.NOMINATED, Tour.PREPARED, Tour.DEPARTED, Tour.ARRIVED, Tour.ON_POST),
    *(Tour.LEFT, Tour.HOME, Tour.RESTED),
)
_NOMINATED, _ON_POST, _LEFT = 0, 4, 5
PHASES: tuple[tuple[str, figures.Pattern, tuple[int, ...]], ...] = (
    ("recovers (dwell)", figures.Pattern("#e3e3e3"), (6,)),
    ("prepares", figures.Pattern("#e69f00"), (0,)),
    ("ready, waits at home", figures.Pattern("#f8deab"), (1,)),
    ("travels", figures.Pattern("#222222"), (2, 5)),
    ("reception, handover", figures.Pattern("#cc79a7"), (3,)),
    ("on post", figures.Pattern("#0072b2"), (4,)),
)
"""What is drawn, the lowest first, with the milestones that it begins with."""
STILL = {
    State.HELD: ("held by a pause", figures.Pattern("#f3e968", "////")),
    State.RELOCATED: ("relocated", figures.Pattern("#f3e968", "....")),
    State.ON_LEAVE: ("on leave", figures.Pattern("#009e73", "....")),
}
"""What is drawn over the days on post on which people do not work where it is."""


@dataclass(frozen=True, slots=True)
class _Rotation:
    """The tours of one rotation of an element, or of one mission."""

    number: int
    tours: NDArray[np.int32]
    """The milestones of `_DAYS` of the posts that are drawn, shape ``(days, strips)``."""
    posts: int
    rows: NDArray[np.intp]
    """Of the table of tours."""
    strips: NDArray[np.intp]
    """The strip of each tour."""

    @property
    def span(self) -> tuple[int, int]:
        return int(self.tours[0].min()), int(self.tours[-1].max())


def rotation(scene: Scene) -> Figure | None:
    """Show the chosen run; None if nobody goes anywhere in it."""
    elements = elements_of(scene)
    if not elements:
        return None
    rows = {name: rows_of(rotations) for name, rotations in elements.items()}
    shown = _fitting(rows)
    title = say("Rotations in one run: who prepares, is there and recovers when")
    description = _description(scene, len(elements) - len(shown))
    band = say("No band: this is one run as it happened; others differ.")
    groups, phases, labels = _drawn(scene, {name: rows[name] for name in shown})
    return Figure(
        "rotation",
        title,
        description,
        band,
        _alternative(scene, elements),
        _table(scene, elements),
        figures.rotation(
            scene.calendar_of_one,
            groups,
            phases,
            labels,
            title=title,
            words=f"{scene.about}: {scene.one_run}",
            caption=f"{description} {band}",
        ),
    )


def elements_of(scene: Scene) -> dict[str, list[_Rotation]]:
    """Return the rotations of each element in the order of their days."""
    tours = scene.record.tours
    lines = scene.plan.at_start.lines
    there = (tours[Tour.PERSON] != NOBODY) & (tours[Tour.HOME] > 0)
    there &= tours[Tour.NOMINATED] < scene.plan.days
    found: dict[str, list[_Rotation]] = {}
    names = list(dict.fromkeys(line.name for line in lines if line.contribution))
    for name in names:
        mine = [place for place, line in enumerate(lines) if line.name == name]
        rows = np.flatnonzero(there & np.isin(tours[Tour.LINE], mine))
        numbers = tours[Tour.ROTATION, rows]
        rotations = [_rotation(tours, int(one), rows[numbers == one]) for one in np.unique(numbers)]
        if rotations:
            found[visible(name)] = sorted(rotations, key=lambda one: one.span)
    return found


def _rotation(tours: NDArray[np.int32], number: int, rows: NDArray[np.intp]) -> _Rotation:
    """Return a rotation with a strip for each post, or for some of many, by day and post."""
    due, post = tours[Tour.DUE, rows], tours[Tour.POST, rows]
    order = np.lexsort((rows, post, due))
    posts = list(dict.fromkeys(post[order].tolist()))
    if len(posts) > MOST_STRIPS:
        chosen = np.linspace(0, len(posts) - 1, MOST_STRIPS).round().astype(int).tolist()
        drawn = [posts[place] for place in chosen]
    else:
        drawn = posts
    strips = {one: strip for strip, one in enumerate(drawn)}
    rows = np.sort(rows[np.isin(post, drawn)])
    return _Rotation(
        number,
        tours[list(_DAYS)][:, rows],
        len(posts),
        rows,
        np.array([strips[one] for one in tours[Tour.POST, rows].tolist()]),
    )


def rows_of(rotations: Sequence[_Rotation]) -> list[list[_Rotation]]:
    """Return rotations in rows, in each of which one begins when the one before is rested."""
    rows: list[list[_Rotation]] = []
    for one in rotations:
        free = next((row for row in rows if row[-1].span[1] <= one.span[0]), None)
        if free is None:
            rows.append([one])
        else:
            free.append(one)
    return rows


def _fitting(rows: dict[str, list[list[_Rotation]]]) -> list[str]:
    """Return the elements that fit on a page; those with the most posts go first."""
    posts = {name: max(one.posts for row in mine for one in row) for name, mine in rows.items()}
    taken: set[str] = set()
    free = MOST_ROWS
    for name in sorted(rows, key=lambda name: -posts[name]):
        if len(rows[name]) <= free or not taken:
            taken.add(name)
            free -= len(rows[name])
    return [name for name in rows if name in taken]


def _drawn(
    scene: Scene, shown: dict[str, list[list[_Rotation]]]
) -> tuple[list[figures.Group], list[figures.Phase], list[figures.Label]]:
    groups: list[figures.Group] = []
    labels: list[figures.Label] = []
    blocks: dict[int, list[figures.Block]] = {phase: [] for phase in range(len(PHASES))}
    still: dict[State, list[figures.Block]] = {state: [] for state in STILL}
    spells = scene.record.spells
    row = 0
    for name, rows in shown.items():
        posts = max(one.posts for mine in rows for one in mine)
        words = say("{count} people", count=number(posts))
        groups.append(figures.Group(f"{name}\n{words}", len(rows)))
        for mine in rows:
            for one in mine:
                for phase, (_, _, starts) in enumerate(PHASES):
                    for start in starts:
                        blocks[phase] += _blocks(row, one, one.tours[start], one.tours[start + 1])
                for state in STILL:
                    still[state] += _still(row, one, spells[:, spells[Spell.STATE] == state])
                labels += _label(scene, row, one)
            row += 1
    phases = [
        figures.Phase(say(words), pattern, tuple(blocks[phase]), phase or len(PHASES))
        for phase, (words, pattern, _) in enumerate(PHASES)
    ]
    phases += [
        figures.Phase(say(words), pattern, tuple(still[state]), len(PHASES))
        for state, (words, pattern) in STILL.items()
        if still[state]
    ]
    return groups, phases, labels


def _blocks(
    row: int, one: _Rotation, first: NDArray[np.int32], end: NDArray[np.int32]
) -> Iterator[figures.Block]:
    """Yield the days from one milestone to the next, of strips beside one another together."""
    strips = int(one.strips.max()) + 1
    order = np.lexsort((np.arange(one.strips.size), one.strips))
    days = zip(first[order].tolist(), end[order].tolist(), one.strips[order].tolist(), strict=True)
    for (start, stop), same in itertools.groupby(days, key=lambda each: each[:2]):
        if start < stop:
            mine = [strip for _, _, strip in same]
            yield figures.Block(row, mine[0] / strips, (mine[-1] + 1) / strips, start, stop)


def _still(row: int, one: _Rotation, spells: NDArray[np.int32]) -> Iterator[figures.Block]:
    strips = int(one.strips.max()) + 1
    where = dict(zip(one.rows.tolist(), one.strips.tolist(), strict=True))
    for tour, first, end in spells[[Spell.TOUR, Spell.FROM, Spell.TO]].T.tolist():
        if tour in where:
            strip = where[tour]
            yield figures.Block(row, strip / strips, (strip + 1) / strips, first, end)


def _label(scene: Scene, row: int, one: _Rotation) -> Iterator[figures.Label]:
    """Yield the number of a rotation, where it is on post for long enough to be seen."""
    first = max(0, int(np.quantile(one.tours[_ON_POST], 0.75)))
    end = min(scene.plan.days, int(np.quantile(one.tours[_LEFT], 0.25)))
    if end - first > scene.plan.days / 45:
        yield figures.Label(row, first + scene.plan.days // 250, str(one.number + 1), "white")


def _description(scene: Scene, left_out: int) -> str:
    said = [
        say("{run}, as it happened.", run=scene.one_run_long),
        say(
            "Each bar is a rotation, or the mission of a team, with its number: 1 is the first of "
            "the plan, 0 was relieved as it began. A rotation has a row to itself until its people "
            "are rested; so rows of an element are groups that take turns."
        ),
        say(
            "Within a bar a strip is a post, in order of the due day, at most {count} of them: a "
            "slanting edge is posts that change one after the other, a notch an early return. How "
            "high a bar is says nothing about how many people it is.",
            count=number(MOST_STRIPS),
        ),
    ]
    if scene.record.pauses:
        said.append(say("Shaded: the pauses of this run."))
    if left_out:
        said.append(
            say("Left out for lack of room: {count} smaller elements.", count=number(left_out))
        )
    return " ".join(said)


def _alternative(scene: Scene, elements: dict[str, list[_Rotation]]) -> str:
    parts = []
    for name, rotations in elements.items():
        first = [int(one.tours[_ON_POST].min()) for one in rotations]
        later = [day for day in first if 0 <= day < scene.plan.days]
        parts.append(
            say(
                "{name}: {count} begin within the plan",
                name=name,
                count=number(len(later)),
            )
        )
    return say(
        "Rotations and missions of {run} by element. {parts}.",
        run=scene.one_run,
        parts="; ".join(parts),
    )


def _table(scene: Scene, elements: dict[str, list[_Rotation]]) -> Table:
    heads = (
        *(say("element"), say("rotation"), say("people")),
        *(say("nominated from"), say("on post from"), say("left until"), say("rested until")),
    )
    rows = tuple(
        (
            name,
            str(one.number + 1),
            number(one.posts),
            *(
                short_date(scene.plan.date(int(day)))
                for day in (
                    one.tours[_NOMINATED].min(),
                    one.tours[_ON_POST].min(),
                    one.tours[_LEFT].max(),
                    one.tours[-1].max(),
                )
            ),
        )
        for name, rotations in elements.items()
        for one in rotations
    )
    words = say("First and last days of each rotation; each tour is in tours.csv.")
    return Table(words, heads, rows[:MOST_TABLE], texts=2)
