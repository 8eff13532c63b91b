"""What a report rests on, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Each value of the plan, what it rests on, and how often it is drawn; where it is written is "
    "in assumptions.csv.": (
        "Hver værdi i planen, hvad den hviler på, og hvor ofte den trækkes; hvor den er skrevet, "
        "står i assumptions.csv."
    ),
    "Goal: {goal}, wanted with {wanted}": "Mål: {goal}, ønsket med {wanted}",
    "It is not as precise as was wanted: no more runs were allowed.": (
        "Det er ikke så præcist som ønsket: flere kørsler var ikke tilladt."
    ),
    "It was interrupted: only {done} of {wanted} runs were done, and all that is said here is of "
    "these alone.": (
        "Det blev afbrudt: kun {done} af {wanted} kørsler blev udført, og alt, hvad der står her, "
        "er om dem alene."
    ),
    "It was interrupted before it was as precise as was wanted.": (
        "Det blev afbrudt, før det var så præcist som ønsket."
    ),
    "Lever: {path} from {low} to {high}": "Parameter: {path} fra {low} til {high}",
    "Plan: {name}": "Plan: {name}",
    "Result: {run}": "Resultat: {run}",
    "Run {number} failed: {message}": "Kørsel {number} fejlede: {message}",
    "Runs of a value: {most} at the most; {failed} failed in all": (
        "Kørsler af en værdi: højst {most}; {failed} fejlede i alt"
    ),
    "Set: {setting}": "Sat: {setting}",
    "Variant: {name}": "Variant: {name}",
    "That file holds the variants and what was set; run from it, headings and pictures do not "
    "name them.": (
        "Den fil rummer varianterne og det, der blev sat; køres den, nævner overskrifter og "
        "billeder dem ikke."
    ),
    "Runs were added until it was as precise as was wanted.": (
        "Der blev kørt, til det var så præcist som ønsket."
    ),
    "Runs: {done} of {wanted} wanted, {failed} failed": (
        "Kørsler: {done} af {wanted} ønskede, {failed} fejlede"
    ),
    "Seed: {seed}": "Frø: {seed}",
    "The plan has {all} values: {sourced} have a source, {assumed} are assumed with a reason, "
    "{silent} are assumed without one, and {defaults} are defaults of the program.": (
        "Planen har {all} værdier: {sourced} har en kilde, {assumed} er antaget med en "
        "begrundelse, {silent} er antaget uden, og {defaults} er programmets standardværdier."
    ),
    "The same plan, lever, goal, seed and versions give the same bytes: contingent seek "
    "scenario.resolved.yaml with these. All values are in seek.csv; when it was run is in "
    "manifest.json.": (
        "Samme plan, parameter, mål, frø og versioner giver de samme bytes: contingent seek "
        "scenario.resolved.yaml med disse. Alle værdier står i seek.csv; hvornår det er kørt, står "
        "i manifest.json."
    ),
    "The same plan, seed, number of runs and versions give the same bytes: contingent run "
    "scenario.resolved.yaml --seed {seed} --replications {count}. All tables are beside this page; "
    "when it was run, and how long it took, is in manifest.json.": (
        "Samme plan, frø, antal kørsler og versioner giver de samme bytes: contingent run "
        "scenario.resolved.yaml --seed {seed} --replications {count}. Alle tabeller ligger ved "
        "siden af denne side; hvornår det er kørt, og hvor længe det tog, står i manifest.json."
    ),
    "The same plans, seed, number of runs and versions give the same bytes: contingent compare "
    "with these files, --seed {seed} and --replications {count}. All tables are beside this page; "
    "when it was run is in manifest.json.": (
        "Samme planer, frø, antal kørsler og versioner giver de samme bytes: contingent compare "
        "med disse filer, --seed {seed} og --replications {count}. Alle tabeller ligger ved siden "
        "af denne side; hvornår det er kørt, står i manifest.json."
    ),
    "Versions of all that the results were computed and drawn with.": (
        "Versioner af alt, som resultaterne er beregnet og tegnet med."
    ),
    "{plan}: {done} of {wanted} wanted runs, {failed} failed; in full in {file}": (
        "{plan}: {done} af {wanted} ønskede kørsler, {failed} fejlede; i sin helhed i {file}"
    ),
}
