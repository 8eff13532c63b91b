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
    "it has a source; --sourced moves it too": "den har en kilde; --sourced flytter den også",
    "it has no value at {count} of {all} points, the first of them {point}": (
        "det har ingen værdi i {count} af {all} punkter, det første af dem {point}"
    ),
    "it is 0, and a fifth of it too: say how far it may be off, PATH=LOW..HIGH": (
        "den er 0, og det er en femtedel af den også: sig, hvor langt den kan være fra, "
        "PATH=LOW..HIGH"
    ),
    "it is a choice, and no number: compare variants": (
        "den er et valg og ikke et tal: sammenlign varianter"
    ),
    "it is drawn more often than once a run: luck, and no fact; --input moves it as one": (
        "den trækkes oftere end én gang pr. kørsel: tilfældighed og ikke en kendsgerning; --input "
        "flytter den som en"
    ),
    "it is no plan with {values}": "der er ingen plan med {values}",
    "it is of a kind that is not moved": "den er af en slags, der ikke flyttes",
    "it is the same at almost all points: take more of them": (
        "det er det samme i næsten alle punkter: tag flere af dem"
    ),
    "it is {value} at all {all} points: there is nothing to explain": (
        "det er {value} i alle {all} punkter: der er intet at forklare"
    ),
    "it was stopped before": "det blev stoppet forinden",
    "no value": "ingen værdi",
    "set to": "sat til",
    "the value at its lower end": "værdien ved sin nedre ende",
    "total": "total",
    "why it was not moved": "hvorfor den ikke blev flyttet",
    "with others too (total)": "også sammen med andre (total)",
    "between {low} and {high} (uniform)": "mellem {low} og {high} (ligefordelt)",
    "one of {count} values from {file}": "en af {count} værdier fra {file}",
    "one of {values}": "en af {values}",
    "one of {values} (weights {weights})": "en af {values} (vægte {weights})",
    "p10 {low} / {likely} / p90 {high} (triangular)": (
        "p10 {low} / {likely} / p90 {high} (trekantfordelt)"
    ),
    "person": "person",
    "replication": "kørsel",
    "wave": "bølge",
    "{count} more make no difference in any pair of runs.": (
        "{count} flere gør ingen forskel i noget par af kørsler."
    ),
    "{count} values are not moved; left-out.csv says why.": (
        "{count} værdier er ikke flyttet; left-out.csv siger hvorfor."
    ),
    "1 more makes no difference in any pair of runs.": (
        "1 mere gør ingen forskel i noget par af kørsler."
    ),
    "1 value is not moved; left-out.csv says why.": (
        "1 værdi er ikke flyttet; left-out.csv siger hvorfor."
    ),
    "1 value moved": "1 værdi flyttet",
    "{count} values moved": "{count} værdier flyttet",
    "{moved}, {points} points with the same luck, {runs} runs of each": (
        "{moved}, {points} punkter med de samme tilfældigheder, {runs} kørsler af hvert"
    ),
    "{low} / {likely} / {high} (triangular)": "{low} / {likely} / {high} (trekantfordelt)",
    "{low} to {high}, all alike": "{low} til {high}, alle lige sandsynlige",
    "{value} (not sure)": "{value} (ikke sikkert)",
    "{mean} on average (exponential)": "{mean} i gennemsnit (eksponentialfordelt)",
    "{mean} on average, standard deviation {sd} (lognormal)": (
        "{mean} i gennemsnit, standardafvigelse {sd} (lognormalfordelt)"
    ),
    "{named} and {more} more": "{named} og {more} flere",
    "{words}, drawn once per {often}": "{words}, trækkes én gang pr. {often}",
    "{name}: which uncertain values its variance comes from": (
        "{name}: hvilke usikre værdier variansen kommer fra"
    ),
    "{name}: which values matter most": "{name}: hvilke værdier betyder mest",
    "{path} moves it most: {base} as planned, {low} at {at_low}, {high} at {at_high}.": (
        "{path} flytter det mest: {base} som planlagt, {low} ved {at_low}, {high} ved {at_high}."
    ),
}
