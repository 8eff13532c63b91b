"""Words of a plan beside what was counted, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Discs lie in the band of 90 % of their day, crosses outside. Open marks are counts that the "
    "plan was made with: they say nothing about it.": (
        "Skiver ligger i båndet med 90 % på deres dag, krydser udenfor. Åbne mærker er "
        "optællinger, som planen er lavet med: de siger intet om den."
    ),
    "Light band: on each day 90 % of the runs lie in it; dark band: half of them. The bands are "
    "the spread of single runs.": (
        "Lyst bånd: på hver dag ligger 90 % af kørslerne i det; mørkt bånd: halvdelen af dem. "
        "Båndene er de enkelte kørslers spredning."
    ),
    "People in theatre: {name}": "Personer i missionsområdet: {name}",
    "The {count} parts with the most points are drawn, all in the tables.": (
        "De {count} dele med flest punkter er tegnet, alle står i tabellerne."
    ),
    "Upright lines: the margin within which a figure may be off. Such a figure is in the band if "
    "it lies in the band of what would have been counted, margin included.": (
        "Lodrette streger: hvor meget et tal kan være forkert. Et sådant tal er i båndet, hvis det "
        "ligger i båndet for det, der ville være optalt, med den usikkerhed."
    ),
    "What the counts say about uncertain inputs": "Hvad optællingerne siger om usikre input",
    "What was counted, and what the plan would have foretold": (
        "Hvad der blev optalt, og hvad planen ville have forudsagt"
    ),
    "as planned": "som planlagt",
    "inside": "indenfor",
    "made the plan": "input",
    "margin": "margen",
    "outside": "udenfor",
    "with what was counted": "med det optalte",
    "{input}: nothing learned": "{input}: intet lært",
    "{plan} beside {file}": "{plan} ved siden af {file}",
}
