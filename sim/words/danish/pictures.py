"""Sentences with the pictures of one plan in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Layers lie on one another: the height of a layer, not its upper edge, is its strength. "
    "Strength is everybody in theatre, also in reception or handing over: peaks are reliefs that "
    "overlap.": (
        "Lagene ligger oven på hinanden: et lags højde, ikke dets overkant, er dets styrke. Styrke "
        "er alle i missionsområdet, også under modtagelse eller overlapning: toppe er afløsninger, "
        "der overlapper."
    ),
    "Light band: on each day 90 % of the runs lie in it; dark band: half of them. The bands are "
    "the spread of single runs, not the error of the mean, and their edges are no run.": (
        "Lyst bånd: på hver dag ligger 90 % af kørslerne i det; mørkt bånd: halvdelen af dem. "
        "Båndene er spredningen af enkelte kørsler, ikke usikkerheden på middelværdien, og deres "
        "kanter er ingen kørsel."
    ),
    "Mean of {runs}.": "Middel af {runs}.",
    "No band: these are means, and no single run looks like this; how far runs differ is in the "
    "staffing curve.": (
        "Intet bånd: det er middelværdier, og ingen enkelt kørsel ser sådan ud; hvor meget kørsler "
        "afviger, står i bemandingskurven."
    ),
    "On {date}, when the mean strength is largest with {people} people, they are, from the lowest "
    "layer: {parts}.": (
        "Den {date}, hvor middelstyrken er størst med {people} personer, er de, fra det nederste "
        "lag: {parts}."
    ),
    "Shaded: pauses to the median of their ends, then paler to the latest end of all runs.": (
        "Skraveret: pauser til medianen af deres slutdato, derefter lysere til den seneste "
        "slutdato i alle kørsler."
    ),
    "Strength is everybody in theatre, also in reception or handing over: it can be above the "
    "requirement while a post is empty. Whether posts are filled is what the lowest part shows.": (
        "Styrke er alle i missionsområdet, også under modtagelse eller overlapning: den kan ligge "
        "over kravet, mens en post er tom. Om posterne er besat, viser den nederste del."
    ),
    "The first day of each month; all days are in {file}.": (
        "Den første dag i hver måned; alle dage står i {file}."
    ),
    "The first day of each quarter; all days are in {file}.": (
        "Den første dag i hvert kvartal; alle dage står i {file}."
    ),
    "The first day of each year; all days are in {file}.": (
        "Den første dag i hvert år; alle dage står i {file}."
    ),
    "The share of the runs in which all its required posts are filled is smallest on {date}: "
    "{share}.": (
        "Andelen af kørslerne, hvor alle dens påkrævede poster er besat, er mindst den {date}: "
        "{share}."
    ),
    "Thin lines: {few} of the runs, as they were.": "Tynde linjer: {few} af kørslerne, som de gik.",
    "Training teams have no posts: they count to the strength, not to the posts required.": (
        "Træningshold har ingen poster: de tæller med i styrken, ikke i de påkrævede poster."
    ),
    "Where handover is not counted, strength may be above the ceiling while people overlap.": (
        "Hvor overlapning ikke tælles med, kan styrken ligge over loftet, mens folk overlapper."
    ),
    "{name}: the mean strength is largest on {date} with {people} people (95 % of the runs have at "
    "most {most} that day); at most {posts} posts are required.": (
        "{name}: middelstyrken er størst den {date} med {people} personer (95 % af kørslerne har "
        "højst {most} den dag); der er højst {posts} påkrævede poster."
    ),
    "{runs} of the same plan.": "{runs} af den samme plan.",
}
