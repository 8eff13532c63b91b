"""Fill by quality: posts that are met, met by who should be at home, and not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.report.pictures.days import days_of_table
from sim.report.pictures.figure import Figure, Scene, Table
from sim.report.pictures.staffing import name_of, shown_of
from sim.words import date, number, percent, say, short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_MET = figures.Pattern("#009e73")
PATTERNS = {
    "met with dwell broken": figures.Pattern("#f0c800", "xxx"),
    "met by extension": figures.Pattern("#56b4e9", "///"),
    "unmet": figures.Pattern("#d55e00", "\\\\\\"),
}


def quality(scene: Scene) -> Figure | None:
    """Show how the posts of everything are filled, and what is not plainly met of each lead."""
    shown = list(_shown(scene))
    if not shown:
        return None
    title = say("How well posts are filled")
    description = _description(scene)
    band = say("No band: these are means of all runs.")
    name, everything = shown[0]
    areas = [figures.Stack(_words(name, everything), everything, 46, say("posts"))]
    for part, bands in shown:
        words = say("{part}: what is not plainly met, enlarged", part=part)
        areas.append(figures.Stack(words, bands[:0:-1], 22, say("posts")))
    return Figure(
        "quality",
        title,
        description,
        band,
        " ".join(_alternatives(scene, shown)),
        _table(scene, shown),
        figures.stacks(
            scene.calendar,
            areas,
            [(say("met"), _MET), *((say(words), pattern) for words, pattern in PATTERNS.items())],
            title=title,
            words=scene.about,
            caption=f"{description} {band}",
        ),
    )


def _shown(scene: Scene) -> Iterator[tuple[str, tuple[figures.Band, ...]]]:
    """Yield name and bands of everything and of each lead, as far as they have posts.

    Of a lead that has all posts there are no more: they would be the same twice.
    """
    fill = scene.study.fill
    places = {row: place for place, row in enumerate(fill.rows)}
    everything, *leads = [row for _, row in shown_of(scene.study)]
    with_posts = {row.contribution for row in fill.rows} - {"all"}
    for row in [everything, *(leads if len(with_posts) > 1 else ())]:
        place = places.get(row)
        if place is not None and fill.required[place].any():
            broken, extended = fill.strained[place]
            means = (broken, extended, fill.unmet[place])
            yield (
                say("All posts") if row.contribution == "all" else name_of(row),
                (
                    figures.Band(say("met"), _MET, fill.met[place]),
                    *(
                        figures.Band(say(words), pattern, mean)
                        for (words, pattern), mean in zip(PATTERNS.items(), means, strict=True)
                    ),
                ),
            )


def _words(part: str, bands: tuple[figures.Band, ...]) -> str:
    days = [float(band.mean.sum()) for band in bands]
    met, broken, extended, unmet = (percent(mine / sum(days)) for mine in days)
    return say(
        "{part}: {met} met, {broken} with dwell broken, {extended} by extension, {unmet} not met",
        part=part,
        met=met,
        broken=broken,
        extended=extended,
        unmet=unmet,
    )


def _description(scene: Scene) -> str:
    said = [
        say("Mean of {runs}.", runs=scene.runs),
        say(
            "Bands lie on one another; together they are the posts required, and shares are of all "
            "required post-days. Met by extension: by somebody who stays beyond the planned day "
            "of leaving or beyond the length of a tour, as happens when a relief is late, and "
            "before a post ends when no relief is worth sending. Met with dwell broken: by "
            "somebody who left home before the promised time at home was over, which only soft "
            "dwell allows; extended or not."
        ),
        say(
            "Each area has a scale of its own; in those enlarged, what is not met is at the bottom."
        ),
    ]
    if any(part.kind == "training-teams" for part in scene.plan.contributions.values()):
        said.append(say("Training teams have no posts."))
    return " ".join(said)


def _alternatives(scene: Scene, shown: list[tuple[str, tuple[figures.Band, ...]]]) -> Iterator[str]:
    for part, bands in shown:
        yield f"{_words(part, bands)}."
        unmet = bands[-1].mean
        if unmet.any():
            day = int(unmet.argmax())
            yield say(
                "Most are not met on {date}: {posts} of {required} on average.",
                date=date(scene.plan.date(day)),
                posts=number(float(unmet[day]), 1),
                required=number(float(sum(band.mean[day] for band in bands)), 1),
            )


def _table(scene: Scene, shown: list[tuple[str, tuple[figures.Band, ...]]]) -> Table:
    days, words = days_of_table(scene.plan, "quality.csv")
    rows = tuple(
        (part, short_date(scene.plan.date(day)), *(number(float(b.mean[day]), 1) for b in bands))
        for part, bands in shown
        for day in days
    )
    heads = (say("part"), say("date"), *(band.words for band in shown[0][1]))
    return Table(words, heads, rows, texts=2)
