"""What theory says of a plan, in words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.theory.figure import Figure

TITLES = {
    "people-needed": "People needed to fill all posts in time",
    "posts-sustained": "Posts that pools in order keep filled for good",
    "pool-needed": "People needed of each pool at one time",
    "mean-strength": "Mean strength with all posts wanted",
    "fill": "Posts filled with all posts wanted",
    "teams-in-theatre": "Training teams in theatre",
    "places-used": "Use of limits: teams, preparation, lift, reception, ceilings",
    "share-dropped": "Requests for teams that are dropped",
    "share-waiting": "Requests for teams that have to wait",
}
"""What each figure is called, in the order in which they are told."""


def sections(figures: Sequence[Figure]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield a title and rows for each kind of figure that there is."""
    for name, title in TITLES.items():
        rows = [
            (one.about, value(one.value, one.unit), *_there(one), one.formula)
            for one in figures
            if one.name == name
        ]
        if rows:
            yield title, rows


def told(figures: Sequence[Figure]) -> str:
    """Return all figures under their titles, columns under one another."""
    lines = []
    for title, rows in sections(figures):
        columns = list(zip(*(row[:-1] for row in rows), strict=True))
        widths = [max(map(len, column)) for column in columns]
        lines += ["", title]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            lines.append(f"  {'  '.join([*cells, row[-1]])}")
    return "".join(f"{line}\n" for line in lines)


def value(amount: float, unit: str) -> str:
    """Return a number as short as it is certain.

    >>> value(1338.0, "people"), value(0.9987, "share"), value(0.4613, "teams")
    ('1\u2009338', '99.9 %', '0.46')
    """
    if unit == "share":
        return f"{100 * amount:.1f} %"
    if amount == round(amount):
        return number(amount)
    return number(amount, 2 if unit == "teams" else 1)


def _there(one: Figure) -> tuple[str, ...]:
    if one.there is None:
        return ()
    short = one.value - one.there
    return (f"of {number(one.there)}", f"{number(short)} too few" if short > 0 else "enough")
