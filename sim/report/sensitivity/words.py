"""What a study of which values matter says, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.measures import choosing
from sim.problems import visible
from sim.report.terminal import Section, told
from sim.words import number

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from sim.report.sensitivity import Studied
    from sim.study.sensitivity import Effects, End, Tornado

MOST_ROWS = 12
MOST_LEFT = 4


def summary(
    studied: Studied, folder: pathlib.Path | None = None, *, is_terminal: bool = False
) -> str:
    """Return which values matter, how much, and which were not moved.

    Args:
        studied: The study.
        folder: Where its results are.
        is_terminal: Whether it is read on a terminal that shows weight and colours.
    """
    from sim.report.sensitivity import Moved

    found = studied.found
    if isinstance(found, Moved):
        sections = [_tornado(studied, one) for one in found.tornados]
        which = f"which of {_count(studied)} matter"
        if len(studied.inputs) == 1:
            which = f"whether {_count(studied)} matters"
        title = f"{studied.label}: {which}"
    else:
        sections = [_sobol(studied, name, one) for name, one in found.effects.items()]
        title = f"{studied.label}: what the variance comes from, {_count(studied)}"
    sections.append(Section("Not moved", list(_left(studied))))
    if folder is not None:
        from sim.report.sensitivity.picture import names

        pictures = [
            ("picture" if place == 0 else "", str(folder / name))
            for place, name in enumerate(names(studied))
        ]
        report = ("report", str(folder / "report.html"))
        sections.append(Section("Results", [report, *pictures, ("tables", str(folder))]))
    return told(title, _basis(studied), sections, is_terminal=is_terminal)


def _count(studied: Studied) -> str:
    count = len(studied.inputs)
    return "1 value" if count == 1 else f"{count} values"


def _basis(studied: Studied) -> str:
    from sim.report.sensitivity import Moved

    how = f"{number(studied.replications)} runs of each point with the same luck"
    if not isinstance(studied.found, Moved):
        how += f", {number(len(studied.found.points))} points"
    said = f"{how}, seed {studied.plan.scenario.run.seed}, result {studied.run}"
    if isinstance(studied.found, Moved):
        said += "; intervals hold together with 95 %"
    return said if studied.is_whole else f"{said}; it was stopped"


def _tornado(studied: Studied, tornado: Tornado) -> Section:
    from sim.report.sensitivity.picture import written

    name = choosing.name(tornado.measure)
    value = written(studied, name)
    unit = "" if studied.is_share(name) else f" {tornado.measure.unit}"
    title = f"{name}: {value(tornado.base)}{unit} as planned"

    def end(said: str, one: End) -> str:
        sure = "" if one.is_sure or not one.difference else " (not sure)"
        if one.pairs and not one.difference:
            return f"{said}: the same"
        return f"{said}: {value(one.value)}{sure}" if one.pairs else f"{said}: no value"

    rows: list[tuple[str, ...]] = [
        (
            visible(swing.input.name, 60),
            visible(swing.input.value, 40),
            visible(end(swing.input.low, swing.at_low)),
            visible(end(swing.input.high, swing.at_high)),
        )
        for swing in tornado.swings[:MOST_ROWS]
        if swing.size > 0
    ]
    still = sum(not swing.size for swing in tornado.swings)
    more = len(tornado.swings) - still - len(rows)
    if more > 0:
        move = "moves" if more == 1 else "move"
        rows.append((f"and {more} that {move} it less, in tornado.csv",))
    if still:
        make = "makes" if still == 1 else "make"
        rows.append((f"{still} {make} no difference in any pair of runs",))
    return Section(visible(title), rows)


def _sobol(studied: Studied, name: str, effects: Effects | str) -> Section:
    from sim.report.sensitivity.picture import by_total, percent_of, written

    if isinstance(effects, str):
        return Section(visible(f"{name}: no indices"), [(visible(effects, 300),)])
    value = written(studied, name)
    title = f"{name}: mean {value(effects.mean)}, standard deviation {value(effects.variance**0.5)}"
    rows: list[tuple[str, ...]] = [
        (
            visible(studied.inputs[place].name, 60),
            f"first {percent_of(float(effects.first[place]))}",
            f"({_to(effects, place, 'first')})",
            f"total {percent_of(float(effects.total[place]))}",
            f"({_to(effects, place, 'total')})",
        )
        for place in by_total(effects)[:MOST_ROWS]
    ]
    more = len(studied.inputs) - len(rows)
    if more > 0:
        rows.append((f"and {more} more, in sobol.csv",))
    return Section(visible(title), rows)


def _to(effects: Effects, place: int, which: str) -> str:
    from sim.report.sensitivity.picture import percent_of

    low, high = (getattr(effects, f"{which}_{end}")[place] for end in ("low", "high"))
    return f"{percent_of(float(low))} to {percent_of(float(high))}"


def _left(studied: Studied) -> Iterator[tuple[str, ...]]:
    from sim.scenario import paths

    reasons: dict[str, list[str]] = {}
    for one in studied.left:
        reasons.setdefault(one.told, []).append(paths.written(one.path))
    for why, names in reasons.items():
        more = f" and {len(names) - MOST_LEFT} more" if len(names) > MOST_LEFT else ""
        yield (visible(f"{', '.join(names[:MOST_LEFT])}{more}: {why}", 300),)
