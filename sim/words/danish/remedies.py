"""What would help most, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "{remedy} would fill at most {days} of the {empty} empty post-days ({share}): those of {part} "
    "with the cause: {cause}.": (
        "{remedy} ville højst fylde {days} af de {empty} tomme postdage ({share}): dem i {part} "
        "med årsagen: {cause}."
    ),
    "The nearest single change that would have mended the day with the most empty posts is found "
    "by trying: contingent explain with the plan and {options}.": (
        "Den nærmeste enkelte ændring, der ville have afhjulpet dagen med flest tomme poster, "
        "findes ved at prøve: contingent explain med planen og {options}."
    ),
    "The goal {goal} is missed from {date} on: by then it is still met in {share} of the runs, "
    "and wanted are {wanted}.": (
        "Målet {goal} er ikke nået fra {date}: da er det stadig opfyldt i {share} af "
        "kørslerne, og der ønskes {wanted}."
    ),
    "The goal {goal} is missed on {date}: it is met in {share} of the runs, and wanted are "
    "{wanted}.": (
        "Målet {goal} er ikke nået den {date}: det er opfyldt i {share} af kørslerne, og der "
        "ønskes {wanted}."
    ),
    "Empty posts of {name} on that day: {posts} on average, mainly because of: {cause} ({part} of "
    "them).": (
        "Tomme poster i {name} den dag: {posts} i gennemsnit, især på grund af: {cause} ({part} af "
        "dem)."
    ),
    "The nearest single change that would have mended that day is found by trying: contingent "
    "explain with the plan and {options}.": (
        "Den nærmeste enkelte ændring, der ville have afhjulpet den dag, findes ved at prøve: "
        "contingent explain med planen og {options}."
    ),
    "the pool {name}": "puljen {name}",
    "An earlier decision": "En tidligere beslutning",
    "An earlier mandate": "Et tidligere mandat",
    "Less leave, or others who do the work meanwhile,": (
        "Mindre orlov, eller andre, der gør arbejdet imens,"
    ),
    "More people in {pools} or a shorter dwell": "Flere folk i {pools} eller en kortere hjemmetid",
    "More people in {pools}": "Flere folk i {pools}",
    "Shorter preparation or more notice": "Kortere forberedelse eller længere varsel",
    "A shorter pause of movement, or one that does not apply to them,": (
        "En kortere pause i transporten, eller en, der ikke gælder dem,"
    ),
    "Shorter travel or reception": "Kortere rejse eller modtagelse",
    "Fewer early returns, or a quicker replacement where there is one,": (
        "Færre tidlige hjemrejser, eller en hurtigere erstatning, hvor der er en,"
    ),
    "A shorter pause of missions, or one that does not apply to them,": (
        "En kortere pause i missionerne, eller en, der ikke gælder dem,"
    ),
    "A shorter pause of preparation, or one that does not apply to them,": (
        "En kortere pause i forberedelsen, eller en, der ikke gælder dem,"
    ),
    "More teams out at once": "Flere hold ude på én gang",
    "More places in preparation": "Flere pladser i forberedelsen",
    "More seats or flights": "Flere flypladser eller flyvninger",
    "More places in reception or a shorter reception": (
        "Flere pladser i modtagelsen eller en kortere modtagelse"
    ),
    "A higher ceiling, or a shorter handover where it counts,": (
        "Et højere loft, eller en kortere overdragelse, hvor den tæller,"
    ),
}
