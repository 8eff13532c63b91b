"""Dwell before each deployment of one run, against what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim import figures
from sim.problems import visible
from sim.record import NOBODY, Tour
from sim.report.pictures.figure import Figure, Scene, Table
from sim.words import number, percent, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CONTRIBUTIONS = 9
STEPS = 30
"""Parts of what was promised, to which time at home is drawn: a millimetre."""
MOST_DAYS = 200
"""Parts of the plan, to which departures are drawn: less than a millimetre."""
TOP = 3
"""Times what was promised: so far up the picture goes."""
_LONG_AGO = -(2**29)
"""Who came home before this was never away."""


def dwell(scene: Scene) -> Figure | None:
    """Show all departures of the chosen run of people who had been away before."""
    ratio = _ratio(scene)
    found = departures_of(scene, ratio or 1.0)
    if not found:
        return None
    title = say("Time at home before each departure, in one run")
    description = _description(scene, ratio)
    band = say("No band: this is one run as it happened; others differ.")
    promise = say("promised") if ratio is None else say("promised: {rule}", rule=_rule(ratio))
    label = say("days at home for each day away")
    if ratio is None:
        label = say("time at home, as a part of what was promised")
    return Figure(
        "dwell",
        title,
        description,
        band,
        _alternative(scene, found, ratio or 1.0),
        _table(found, ratio or 1.0),
        figures.dwell(
            scene.calendar_of_one,
            [
                _points(
                    visible(name),
                    scene.hues[name],
                    *mine,
                    every=max(1, scene.plan.days // MOST_DAYS),
                    step=(ratio or 1.0) / STEPS,
                )
                for name, mine in list(found.items())[:MOST_CONTRIBUTIONS]
            ],
            ratio or 1.0,
            TOP * (ratio or 1.0),
            said=promise,
            label=label,
            title=title,
            words=f"{scene.about}: {scene.one_run}",
            caption=f"{description} {band}",
        ),
    )


def _ratio(scene: Scene) -> float | None:
    """Return the days at home for each day away, if all are promised the same."""
    rules = {rotation.dwell.ratio for _, _, rotation in scene.plan.lines}
    rules |= {pool.rotation.dwell.ratio for pool in scene.plan.at_start.pools if pool.recently_home}
    return rules.pop() if len(rules) == 1 else None


def _rule(ratio: float) -> str:
    return f"1:{number(ratio, 2).rstrip('0').rstrip('.,')}"


def departures_of(
    scene: Scene, ratio: float
) -> dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]]:
    """Return days of departure, and time at home before, by contribution.

    The promised days were counted when the tour before ended, so the time at home is a multiple
    of them: who goes on the first day on which they may is exactly on the line.
    """
    tours, lines = scene.record.tours, scene.plan.at_start.lines
    departed, home, rested = tours[[Tour.DEPARTED, Tour.HOME_BEFORE, Tour.RESTED_BEFORE]]
    counts = (tours[Tour.PERSON] != NOBODY) & (departed >= 0) & (departed < scene.plan.days)
    counts &= (home > _LONG_AGO) & (rested > home)
    found = {}
    for name in scene.hues:
        mine = [place for place, line in enumerate(lines) if line.contribution == name]
        rows = np.flatnonzero(counts & np.isin(tours[Tour.LINE], mine))
        if rows.size:
            promised = (rested[rows] - home[rows]).astype(np.float64)
            found[name] = departed[rows], ratio * (departed[rows] - home[rows]) / promised
    return found


def _points(  # noqa: PLR0913  (what a point is, and to what it is drawn)
    words: str,
    colour: str,
    days: NDArray[np.int32],
    at_home: NDArray[np.float64],
    *,
    every: int,
    step: float,
) -> figures.Departures:
    """Return a point for those who leave on about the same day after about the same time."""
    near = np.stack([days // every * every, np.round(at_home / step) * step])
    points, people = np.unique(near, axis=1, return_counts=True)
    return figures.Departures(words, colour, points[0], points[1], people)


def _description(scene: Scene, ratio: float | None) -> str:
    said = [
        say("{run}, as it happened.", run=scene.one_run_long),
        say(
            "A point is people who leave home on that day and had been away before, its area how "
            "many; those who go for the first time are not shown. Below the line a promise is "
            "broken. Hollow points at the upper edge were at home for longer than it shows."
        ),
    ]
    if ratio is None:
        said.append(
            say("Not all are promised the same: 1 is what was promised after the tour before.")
        )
    return " ".join(said)


def _alternative(
    scene: Scene, found: dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]], promise: float
) -> str:
    everybody = np.concatenate([at_home for _, at_home in found.values()])
    return say(
        "In {run} people who had been away before leave home {count} times, {below} of them before "
        "the promised time at home was over. In half of these cases it was at least {middle} times "
        "what was promised, in the worst {least} times.",
        run=scene.one_run,
        count=number(everybody.size),
        below=number(int((everybody < promise).sum())),
        middle=number(float(np.median(everybody) / promise), 2),
        least=number(float(everybody.min() / promise), 2),
    )


def _table(
    found: dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]], promise: float
) -> Table:
    rows = tuple(
        (
            visible(name),
            number(at_home.size),
            percent(float((at_home < promise).mean())),
            number(float(at_home.min() / promise), 2),
            number(float(np.median(at_home) / promise), 2),
            number(float(at_home.max() / promise), 2),
        )
        for name, (_, at_home) in found.items()
    )
    heads = (
        *(say("contribution"), say("departures"), say("before it was over")),
        *(say("least"), say("median"), say("most")),
    )
    words = say(
        "Time at home before departures, as a multiple of what was promised; each tour is in "
        "tours.csv."
    )
    return Table(words, heads, rows)
