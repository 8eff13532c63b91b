"""Sentences about sweeps in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "All designs meet the same luck; {runs} runs of each.": (
        "Alle forsøg møder de samme tilfældigheder; {runs} kørsler af hvert."
    ),
    "All intervals overlap: so many runs cannot tell these designs apart. contingent compare takes "
    "two of them in pairs.": (
        "Alle intervaller overlapper: så mange kørsler kan ikke skelne disse forsøg fra hinanden. "
        "contingent compare sammenligner to af dem parvis."
    ),
    "Intervals overlap: so many runs cannot tell {high} of the {all} designs from the highest, nor "
    "{low} from the lowest. contingent compare takes two of them in pairs.": (
        "Intervaller overlapper: så mange kørsler kan ikke skelne {high} af de {all} forsøg fra "
        "det højeste og heller ikke {low} fra det laveste. contingent compare sammenligner to af "
        "dem parvis."
    ),
    "Intervals overlap: so many runs cannot tell {high} of the {all} designs from the highest. "
    "contingent compare takes two of them in pairs.": (
        "Intervaller overlapper: så mange kørsler kan ikke skelne {high} af de {all} forsøg fra "
        "det højeste. contingent compare sammenligner to af dem parvis."
    ),
    "Intervals overlap: so many runs cannot tell {low} of the {all} designs from the lowest. "
    "contingent compare takes two of them in pairs.": (
        "Intervaller overlapper: så mange kørsler kan ikke skelne {low} af de {all} forsøg fra "
        "det laveste. contingent compare sammenligner to af dem parvis."
    ),
    "All designs with all measures are in sweep.csv.": (
        "Alle forsøg med alle mål står i sweep.csv."
    ),
    "Between the designs, which are marked, values are interpolated from triangle to triangle; "
    "where there is no colour, nothing was simulated.": (
        "Mellem forsøgene, som er mærket, er værdierne interpoleret fra trekant til trekant; hvor "
        "der ingen farve er, er intet simuleret."
    ),
    "Designs: {known} of {wanted} wanted": "Forsøg: {known} af {wanted} ønskede",
    "Each interval is one of 95 % by itself: of 20 values one lies beyond its own by luck. A "
    "search holds for all values that it asks.": (
        "Hvert interval er et 95 %-interval for sig: af 20 værdier ligger én tilfældigt uden for "
        "sit eget. En søgning holder for alle de værdier, den undersøger."
    ),
    "In each area, the other levers differ from design to design too.": (
        "I hvert felt er de andre værdier også forskellige fra forsøg til forsøg."
    ),
    "It goes from {low} ({lowest}) to {high} ({highest}).": (
        "Det går fra {low} ({lowest}) til {high} ({highest})."
    ),
    "No value is above the {wanted} that are wanted: there is no line.": (
        "Ingen værdi er over de ønskede {wanted}: der er ingen linje."
    ),
    "No value is below the {wanted} that are wanted: there is no line.": (
        "Ingen værdi er under de ønskede {wanted}: der er ingen linje."
    ),
    "Of {all} designs {met} surely meet it, {missed} surely miss it, and of {undecided} so many "
    "runs cannot tell. Wanted: {wanted}.": (
        "Af {all} forsøg opfylder {met} det sikkert, {missed} opfylder det sikkert ikke, og for "
        "{undecided} kan så mange kørsler ikke afgøre det. Ønsket: {wanted}."
    ),
    "Post-days on which a required post was empty.": ("Postdage, hvor en påkrævet post var tom."),
    "Runs of each design: {count}; {failed} failed in all": (
        "Kørsler af hvert forsøg: {count}; {failed} mislykkedes i alt"
    ),
    "Share of the runs that meet it": "Andel af kørslerne, der opfylder det",
    "The first {count} designs; all of them with all measures are in sweep.csv.": (
        "De første {count} forsøg; alle med alle mål står i sweep.csv."
    ),
    "The first {count} of {all} levers are drawn.": (
        "De første {count} af {all} flyttede værdier er tegnet."
    ),
    "The same plan, designs, seed and versions give the same bytes: contingent sweep "
    "scenario.resolved.yaml --designs designs.csv --seed {seed} --replications {count}. All "
    "measures of all designs are in sweep.csv; when it was run is in manifest.json.": (
        "Samme plan, forsøg, startværdi og versioner giver de samme bytes: contingent sweep "
        "scenario.resolved.yaml --designs designs.csv --seed {seed} --replications {count}. Alle "
        "mål for alle forsøg står i sweep.csv; hvornår det blev kørt, står i manifest.json."
    ),
    "There is no band: the interval of each value is in the table.": (
        "Der er intet bånd: hver værdis interval står i tabellen."
    ),
    "Thick line: the {wanted} that are wanted.": "Tyk linje: de ønskede {wanted}.",
    "Vertical lines: Student's interval of each mean by itself, 95 %; no spread of runs.": (
        "Lodrette linjer: Students interval for hvert middeltal for sig, 95 %; ikke kørslernes "
        "spredning."
    ),
    "Vertical lines: Wilson's interval of each value by itself, 95 %; no spread of runs.": (
        "Lodrette linjer: Wilsons interval for hver værdi for sig, 95 %; ikke kørslernes spredning."
    ),
    "Wanted with a probability of {low} to {high}: each design is judged by its own.": (
        "Ønsket med en sandsynlighed på {low} til {high}: hvert forsøg bedømmes efter sin egen."
    ),
    "What is wanted is not the same for all designs: there is no line.": (
        "Det ønskede er ikke det samme for alle forsøg: der er ingen linje."
    ),
    "Wanted with a probability of {wanted}.": "Ønsket med en sandsynlighed på {wanted}.",
    "{count} designs": "{count} forsøg",
    "{count} designs of {paths} with the same luck, {runs} runs of each": (
        "{count} forsøg med {paths} og de samme tilfældigheder, {runs} kørsler af hvert"
    ),
    "{met} of {all}": "{met} af {all}",
    "{name}, mean": "{name}, middeltal",
    "{name}, mean, in {unit}": "{name}, middeltal, i {unit}",
    "{name}: how it depends on one value": "{name}: hvordan det afhænger af én værdi",
    "{name}: how it depends on two values": "{name}: hvordan det afhænger af to værdier",
    "{name}: how it depends on {count} values": "{name}: hvordan det afhænger af {count} værdier",
}
