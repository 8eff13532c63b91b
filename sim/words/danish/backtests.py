"""Words of the page of a plan beside what was counted, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "90 % from {low} to {high}, median {median}; before, from {old_low} to {old_high}, median "
    "{old_median}. Of the width {width} is left.": (
        "90 % fra {low} til {high}, median {median}; før fra {old_low} til {old_high}, median "
        "{old_median}. Af bredden er {width} tilbage."
    ),
    "All points count.": "Alle punkter tæller.",
    "All points, with what the runs foretold of each; the same is in points.csv.": (
        "Alle punkter, og hvad kørslerne forudsagde om hvert; det samme står i points.csv."
    ),
    "At most {share} of the plan's own runs are so far off.": (
        "Højst {share} af planens egne kørsler rammer så meget ved siden af."
    ),
    "Band of {wanted}: {inside} of {points} points lie in it, {share} (95 % interval {low} to "
    "{high}); of the runs, taken for reality, {expected} do.": (
        "Bånd med {wanted}: {inside} af {points} punkter ligger i det, {share} (95 %-interval "
        "{low} til {high}); af kørslerne, taget for virkelighed, gør {expected} det."
    ),
    "Bias: the runs are {people} people above the counts on average; of the runs, taken for "
    "reality, 90 % come to {low} to {high}.": (
        "Skævhed: kørslerne er i gennemsnit {people} personer over optællingerne; af kørslerne, "
        "taget for virkelighed, ligger 90 % på {low} til {high}."
    ),
    "Bias: the runs are {people} people below the counts on average; of the runs, taken for "
    "reality, 90 % come to {low} to {high}.": (
        "Skævhed: kørslerne er i gennemsnit {people} personer under optællingerne; af kørslerne, "
        "taget for virkelighed, ligger 90 % på {low} til {high}."
    ),
    "CRPS, how far the whole spread of the runs is from a count: {people} people on average; the "
    "runs, taken for reality, come to {expected} (90 % of them: {low} to {high}).": (
        "CRPS, hvor langt hele kørslernes spredning er fra en optælling: {people} personer i "
        "gennemsnit; kørslerne, taget for virkelighed, ligger på {expected} (90 % af dem: {low} "
        "til {high})."
    ),
    "Farthest outside: {people} people counted of {name} on {date}, {low} to {high} simulated.": (
        "Længst udenfor: {people} personer optalt for {name} den {date}, {low} til {high} "
        "simuleret."
    ),
    "In {share} of runs taken for reality are the nearest ones as far off. The verdict counts that "
    "fourfold, as one of four ways to be far off; by itself it does not speak against the plan.": (
        "For {share} af de kørsler, der er taget for virkelighed, er de nærmeste lige så langt "
        "fra. Dommen regner det firedobbelt, som en af fire måder at ramme ved siden af på; for "
        "sig taler det ikke imod planen."
    ),
    "It cannot be told with {runs} runs: so few could not speak against any plan. Ask for 100 or "
    "more.": (
        "Det kan ikke afgøres med {runs} kørsler: så få kunne ikke tale imod nogen plan. Bed om "
        "100 eller flere."
    ),
    "It was fitted with {options}.": "Det blev tilpasset med {options}.",
    "No value makes the plan look like the counts: in only {share} of runs taken for reality are "
    "the nearest ones so far off. Something else in the plan differs from what happened.": (
        "Ingen værdi får planen til at ligne optællingerne: kun for {share} af de kørsler, der er "
        "taget for virkelighed, er de nærmeste så langt fra. Noget andet i planen er anderledes "
        "end det, der skete."
    ),
    "Of {all} points that the plan was not made with, {inside} lie in the band of 90 %, {below} "
    "below it and {above} above it.": (
        "Af {all} punkter, som planen ikke er lavet med, ligger {inside} i båndet med 90 %, "
        "{below} under det og {above} over det."
    ),
    "Points hang together, so every run is taken for reality in turn and scored as the counts are. "
    "The interval is Wilson's of 95 %, as of the independent points that they are worth at the "
    "most. All scores are in verdict.csv.": (
        "Punkter hænger sammen, så hver kørsel tages på skift for virkelighed og vurderes som "
        "optællingerne. Intervallet er Wilsons på 95 %, regnet af de uafhængige punkter, de højst "
        "er værd. Alle tal står i verdict.csv."
    ),
    "Points that count: {points}, worth at most {worth} independent ones.": (
        "Punkter, der tæller: {points}, højst {worth} uafhængige værd."
    ),
    "Points that were left out": "Udeladte punkter",
    "So few show gross mistakes only.": "Så få viser kun grove fejl.",
    "The plan says nothing about other points:": "Planen siger intet om andre punkter:",
    "The plan was made with all of the points.": "Planen er lavet med alle punkterne.",
    "The plan was made with all of the points: no verdict is possible.": (
        "Planen er lavet med alle punkterne: ingen dom er mulig."
    ),
    "The plan was made with these points: they are drawn, and left out of the verdict and of the "
    "fit.": (
        "Planen er lavet med disse punkter: de er tegnet, men udeladt af dommen og af tilpasningen."
    ),
    "The same plan, counts, seed, number of runs and versions give the same bytes: contingent "
    "backtest with the plan, --actuals {file}, --seed {seed} and --replications {count}. All "
    "tables are beside this page; when it was run is in manifest.json.": (
        "Samme plan, optællinger, frø, antal kørsler og versioner giver de samme bytes: contingent "
        "backtest med planen, --actuals {file}, --seed {seed} og --replications {count}. Alle "
        "tabeller ligger ved siden af denne side; hvornår det blev kørt, står i manifest.json."
    ),
    "Thick: half of what is thought probable, thin: 90 %.": (
        "Tykt: halvdelen af det, der anses for sandsynligt, tyndt: 90 %."
    ),
    "Too narrow: of its own runs, the true value lay in their 90 % in only {share} ({low} to "
    "{high}).": (
        "For smalt: af planens egne kørsler lå den sande værdi kun i deres 90 % i {share} ({low} "
        "til {high})."
    ),
    "Tried out on its own runs, the true value lay in their 90 % in {share} ({low} to {high}).": (
        "Afprøvet på planens egne kørsler lå den sande værdi i deres 90 % i {share} ({low} til "
        "{high})."
    ),
    "Up to {share} of the plan's own runs are as far off; that is no proof that it is right.": (
        "Op til {share} af planens egne kørsler rammer lige så meget ved siden af; det er intet "
        "bevis for, at den er rigtig."
    ),
    "What is kept piles up at its high end: the truth may lie beyond what the plan thinks "
    "possible.": (
        "Det beholdte hober sig op i den høje ende: sandheden kan ligge ud over det, planen anser "
        "for muligt."
    ),
    "What is kept piles up at its low end: the truth may lie beyond what the plan thinks "
    "possible.": (
        "Det beholdte hober sig op i den lave ende: sandheden kan ligge ud over det, planen anser "
        "for muligt."
    ),
    "What was counted": "Det optalte",
    "What was counted leaves it as it was: 90 % from {low} to {high}.": (
        "Det optalte lader den være, som den var: 90 % fra {low} til {high}."
    ),
    "What was learned is in fitted.yaml, which extends the plan. The counts that it was fitted to "
    "cannot test it.": (
        "Det lærte står i fitted.yaml, som udvider planen. De optællinger, den er tilpasset til, "
        "kan ikke afprøve den."
    ),
    "What was learned of uncertain inputs": "Hvad der blev lært om usikre input",
    "What was thought of each input, and what is thought with the counts; as fit.csv.": (
        "Hvad der blev antaget om hvert input, og hvad der antages med optællingerne; som fit.csv."
    ),
    "above the band": "over båndet",
    "below the band": "under båndet",
    "does not speak against the plan": "taler ikke imod planen",
    "held when tried out": "holdt ved afprøvning",
    "in the band": "i båndet",
    "learned": "lært",
    "nothing learned": "intet lært",
    "people counted": "personer optalt",
    "says nothing": "siger intet",
    "says nothing with so few runs": "siger intet med så få kørsler",
    "speaks against the plan": "taler imod planen",
    "the point lies": "punktet ligger",
    "where it comes from": "hvor det kommer fra",
    "width left": "bredde tilbage",
    "{count} before {start} or after {end}, which are its days": (
        "{count} før den {start} eller efter den {end}, som er dens dage"
    ),
    "{count} of {name}, which is no part of it": "{count} for {name}, som ikke er en del af den",
    "{one} and {other} cannot be told apart: what is kept of them has correlation {correlation}.": (
        "{one} og {other} kan ikke skelnes: det beholdte af dem har korrelation {correlation}."
    ),
    "{path}: 90 % from {low} to {high} as planned, from {new_low} to {new_high} with what was "
    "counted.": (
        "{path}: 90 % fra {low} til {high} som planlagt, fra {new_low} til {new_high} med det "
        "optalte."
    ),
    "{plan} beside {file}: {points} points, {runs} runs": (
        "{plan} ved siden af {file}: {points} punkter, {runs} kørsler"
    ),
    "{values} values with the same {runs} draws of luck each; the {kept} runs that come nearest to "
    "{points} points are kept. On average they are {near} people off a point, all runs {far}.": (
        "{values} værdier med de samme {runs} sæt tilfældigheder hver; de {kept} kørsler, der "
        "kommer nærmest {points} punkter, beholdes. I gennemsnit er de {near} personer fra et "
        "punkt, alle kørsler {far}."
    ),
}
