"""Sentences about which values matter in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Drawn more often than once a run, and here at the end every time: {paths}.": (
        "Trækkes oftere end én gang pr. kørsel, og er her ved enden hver gang: {paths}."
    ),
    "Each value is moved to its ends by itself, all others are as planned, uncertain where they "
    "are. {runs} runs of each meet the same luck.": (
        "Hver værdi flyttes for sig til sine ender, alle andre er som planlagt, usikre hvor de er "
        "det. {runs} kørsler af hver møder de samme tilfældigheder."
    ),
    "Nothing that was asked for was left out.": "Intet, der blev bedt om, er udeladt.",
    "Indices of Sobol of the mean over {runs} runs, the same luck at all {points} points. First: "
    "what would be gone if the value were known. Total: what would be left if all others were.": (
        "Sobol-indeks for middeltallet over {runs} kørsler, de samme tilfældigheder i alle "
        "{points} punkter. Første: hvad der ville være væk, hvis værdien var kendt. Total: hvad "
        "der ville være tilbage, hvis alle andre var det."
    ),
    "Mean {mean}, standard deviation {deviation}": (
        "Middeltal {mean}, standardafvigelse {deviation}"
    ),
    "Most of its variance comes from {path}: {first} by itself, {total} with others too.": (
        "Det meste af variansen kommer fra {path}: {first} alene, {total} også sammen med andre."
    ),
    "No value makes a difference in any pair of runs.": (
        "Ingen værdi gør en forskel i noget par af kørsler."
    ),
    "Runs of each point: {count}; {failed} failed in all": (
        "Kørsler af hvert punkt: {count}; {failed} mislykkedes i alt"
    ),
    "Share of the variance": "Andel af variansen",
    "The plan as it stands: {value}": "Planen, som den er: {value}",
    "The same plan, values, seed and versions give the same bytes: contingent sensitivity with the "
    "plan, --method {method}, --seed {seed} and --replications {count}. All numbers are in "
    "{table}; when it was run is in manifest.json.": (
        "Samme plan, værdier, startværdi og versioner giver de samme bytes: contingent sensitivity "
        "med planen, --method {method}, --seed {seed} og --replications {count}. Alle tal står i "
        "{table}; hvornår det blev kørt, står i manifest.json."
    ),
    "The values that are drawn; all of them are in sobol.csv.": (
        "De tegnede værdier; alle står i sobol.csv."
    ),
    "The values that are drawn; all of them are in tornado.csv.": (
        "De tegnede værdier; alle står i tornado.csv."
    ),
    "The {count} largest of {all} are drawn.": "De {count} største af {all} er tegnet.",
    "Thin lines: intervals of 95 % of points drawn again; indices below 0 or above 100 % are noise "
    "of too few points.": (
        "Tynde linjer: 95 %-intervaller af punkter, der er trukket igen; indeks under 0 eller over "
        "100 % er støj fra for få punkter."
    ),
    "Thin lines: intervals of the mean difference from the plan, so wide that all of them hold "
    "together with 95 %; no spread of runs.": (
        "Tynde linjer: intervaller for middelforskellen fra planen, så brede at alle holder "
        "tilsammen med 95 %; ikke kørslernes spredning."
    ),
    "There are no indices: {why}.": "Der er ingen indeks: {why}.",
    "What was not moved": "Hvad der ikke blev flyttet",
    "What was not moved, and why; the same is in left-out.csv.": (
        "Hvad der ikke blev flyttet, og hvorfor; det samme står i left-out.csv."
    ),
    "as planned": "som planlagt",
    "at its upper end": "ved sin øvre ende",
    "by itself (first)": "alene (første)",
    "first": "første",
    "no value": "ingen værdi",
    "set to": "sat til",
    "the value at its lower end": "værdien ved sin nedre ende",
    "total": "total",
    "why it was not moved": "hvorfor den ikke blev flyttet",
    "with others too (total)": "også sammen med andre (total)",
    "{count} more make no difference in any pair of runs.": (
        "{count} flere gør ingen forskel i noget par af kørsler."
    ),
    "{count} values are not moved; left-out.csv says why.": (
        "{count} værdier er ikke flyttet; left-out.csv siger hvorfor."
    ),
    "{count} values moved": "{count} værdier flyttet",
    "{count} values moved, {points} points with the same luck, {runs} runs of each": (
        "{count} værdier flyttet, {points} punkter med de samme tilfældigheder, {runs} kørsler af "
        "hvert"
    ),
    "{low} to {high}, all alike": "{low} til {high}, alle lige sandsynlige",
    "{value} (not sure)": "{value} (ikke sikkert)",
    "{name}: which uncertain values its variance comes from": (
        "{name}: hvilke usikre værdier variansen kommer fra"
    ),
    "{name}: which values matter most": "{name}: hvilke værdier betyder mest",
    "{path} moves it most: {base} as planned, {low} at {at_low}, {high} at {at_high}.": (
        "{path} flytter det mest: {base} som planlagt, {low} ved {at_low}, {high} ved {at_high}."
    ),
}
