"""Sentences about comparisons and searches in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "All that the plans say differently about the world; everything else is the same.": (
        "Alt, hvad planerne siger forskelligt om verden; alt andet er det samme."
    ),
    "Days on which the strength surely differs, the longest times of each part; all days are in "
    "differences.csv.": (
        "Dage, hvor styrken sikkert er forskellig, de længste perioder for hver del; alle dage "
        "står i differences.csv."
    ),
    "Differences of the first {count} are drawn, of all in the table.": (
        "Forskelle for de første {count} er tegnet, for alle står de i tabellen."
    ),
    "Light band: on each day 90 % of the pairs lie in it, which is the spread of runs. Darker "
    "band: the interval of the mean difference, so wide that it holds on all days at once with "
    "{confidence} confidence.": (
        "Lyst bånd: på hver dag ligger 90 % af parrene i det, hvilket er kørslernes spredning. "
        "Mørkere bånd: middelforskellens interval, så bredt at det holder på alle dage på én gang "
        "med {confidence} sikkerhed."
    ),
    "Measures of contributions that surely change, each by itself; of shares the difference is in "
    "points. All measures are in comparison.csv, what they mean in the report of a run.": (
        "Mål for bidrag, der sikkert ændrer sig, hvert for sig; for andele er forskellen i point. "
        "Alle mål står i comparison.csv, hvad de betyder, i rapporten om en kørsel."
    ),
    "Measures and goals of the whole plan count other days than in the baseline: {first} to "
    "{last}, not {before_first} to {before_last}.": (
        "Mål for hele planen tæller andre dage end i grundplanen: {first} til {last}, ikke "
        "{before_first} til {before_last}."
    ),
    "The goal {goal} asks for something else than in the baseline: {what}.": (
        "Målet {goal} spørger om noget andet end i grundplanen: {what}."
    ),
    "{key} {value}, not {before}": "{key} {value}, ikke {before}",
    "No goal is surely met more often or less often.": (
        "Intet mål er sikkert opfyldt oftere eller sjældnere."
    ),
    "Nothing that so many pairs can show.": "Intet, som så mange par kan vise.",
    "Nothing: the plans say the same about the world.": (
        "Intet: planerne siger det samme om verden."
    ),
    "Probability of each goal; differences in points.": (
        "Sandsynlighed for hvert mål; forskelle i point."
    ),
    "Replication r of every plan meets the same luck, and differences are taken in pairs: the plan "
    "less the baseline.": (
        "Kørsel r af hver plan møder de samme tilfældigheder, og forskelle tages parvis: planen "
        "minus grundplanen."
    ),
    "The plans share no goal.": "Planerne har intet mål til fælles.",
    "The word of risk is that of the plan, not of the baseline. Differences of probabilities have "
    "the interval of Bonett and Price for pairs, all others Student's.": (
        "Risikoens ord er planens, ikke grundplanens. Forskelle i sandsynligheder har Bonett og "
        "Prices interval for par, alle andre Students."
    ),
    "There is no day on which so many pairs show that the strength differs.": (
        "Der er ingen dag, hvor så mange par viser, at styrken er forskellig."
    ),
    "With {count} plans beside the baseline each interval is one of {confidence}, so that those of "
    "all plans hold together with 95 % (Bonferroni).": (
        "Med {count} planer ved siden af grundplanen er hvert interval på {confidence}, så alle "
        "planers intervaller holder tilsammen med 95 % (Bonferroni)."
    ),
    "With {count} plans beside the baseline that is 95 % for all of them together (Bonferroni).": (
        "Med {count} planer ved siden af grundplanen er det 95 % for dem alle tilsammen "
        "(Bonferroni)."
    ),
    "{count} pairs of simulated runs, everybody in theatre.": (
        "{count} par af simulerede kørsler, alle i missionsområdet."
    ),
    "{goal} is met with a probability of {before} in the baseline and of {after} in {plan}: a "
    "difference of {difference} points ({confidence} interval {low} to {high}). In {gained} of "
    "{pairs} pairs of runs it is met in the plan only, in {lost} in the baseline only.": (
        "{goal} er opfyldt med en sandsynlighed på {before} i grundplanen og {after} i {plan}: en "
        "forskel på {difference} point ({confidence}-interval {low} til {high}). I {gained} af "
        "{pairs} par af kørsler er det kun opfyldt i planen, i {lost} kun i grundplanen."
    ),
    "{plan} less {baseline}: the strength surely differs on {sure} of {days} days; the mean "
    "difference is largest on {date} with {people} people.": (
        "{plan} minus {baseline}: styrken er sikkert forskellig på {sure} af {days} dage; "
        "middelforskellen er størst den {date} med {people} personer."
    ),
    "All values meet the same luck. Values without a mark were not asked. Up to {most} runs of "
    "each value.": (
        "Alle værdier møder de samme tilfældigheder. Værdier uden mærke er ikke undersøgt. Op til "
        "{most} kørsler af hver værdi."
    ),
    "All values that were asked; the same numbers are in seek.csv.": (
        "Alle undersøgte værdier; de samme tal står i seek.csv."
    ),
    "At the far end of the range it is not met either; see the picture.": (
        "I den fjerne ende af området er det heller ikke opfyldt; se figuren."
    ),
    "From {value} on, every value that was asked meets it.": (
        "Fra {value} og frem opfylder alle undersøgte værdier det."
    ),
    "It is not monotone: the goal is not met more often the further the value moves.": (
        "Det er ikke monotont: målet opfyldes ikke oftere, jo længere værdien flyttes."
    ),
    "It is the end of the range: values beyond it may do as well.": (
        "Det er enden af området: værdier uden for det kan også gøre det."
    ),
    "It was stopped: this is what was known by then.": (
        "Det blev standset: dette er, hvad der vidstes da."
    ),
    "No value of the range is surely missed; more runs may give a better answer.": (
        "Ingen værdi i området er sikkert ikke opfyldt; flere kørsler kan give et bedre svar."
    ),
    "No value that was asked from {low} to {high} surely meets it with {wanted}.": (
        "Ingen undersøgt værdi fra {low} til {high} opfylder det sikkert med {wanted}."
    ),
    "Sure with 95 %: each interval is of {confidence} %, for all values that could have been asked "
    "and all looks at them.": (
        "Sikkert med 95 %: hvert interval er på {confidence} %, for alle værdier, der kunne være "
        "undersøgt, og alle gange, der blev set efter."
    ),
    "No value that was asked met it in any run.": (
        "Ingen undersøgt værdi opfyldte det i nogen kørsel."
    ),
    "Every value that was asked met it in {share} of its runs: none is better than another.": (
        "Hver undersøgt værdi opfyldte det i {share} af sine kørsler: ingen er bedre end en anden."
    ),
    "The answer is {value}.": "Svaret er {value}.",
    "The best is {value}: {runs}.": "Den bedste er {value}: {runs}.",
    "The share of the runs that meet the goal goes from {low} at {first} to {high} at {last}.": (
        "Andelen af kørslerne, der opfylder målet, går fra {low} ved {first} til {high} ved {last}."
    ),
    "The values asked do not speak against it: no larger one surely meets it, and no smaller one "
    "surely misses it.": (
        "De undersøgte værdier taler ikke imod det: ingen større opfylder det sikkert, og ingen "
        "mindre opfylder det sikkert ikke."
    ),
    "The values asked do not speak against it: no smaller one surely meets it, and no larger one "
    "surely misses it.": (
        "De undersøgte værdier taler ikke imod det: ingen mindre opfylder det sikkert, og ingen "
        "større opfylder det sikkert ikke."
    ),
    "Vertical lines: the exact interval of the probability, each of {confidence} %, so wide that "
    "together they hold with 95 % for all values that could have been asked.": (
        "Lodrette linjer: det eksakte interval for sandsynligheden, hvert på {confidence} %, så "
        "bredt at de tilsammen holder med 95 % for alle værdier, der kunne være undersøgt."
    ),
    "Who is due later has the notice that the plan says.": (
        "De, der skal være der senere, har det varsel, planen siger."
    ),
    "With 95 % confidence, {value} is early enough to decide on {name} for {goal}, {days} days "
    "before the first are due on {due}: {runs}, wanted {wanted}.": (
        "Med 95 % sikkerhed er {value} tidligt nok til at beslutte {name} for {goal}, {days} dage "
        "før de første skal være der den {due}: {runs}, ønsket {wanted}."
    ),
    "With 95 % confidence, {value} people in pool {name} are enough for {goal}: {runs}, wanted "
    "{wanted}.": (
        "Med 95 % sikkerhed er {value} personer i puljen {name} nok til {goal}: {runs}, ønsket "
        "{wanted}."
    ),
    "With 95 % confidence, {value} units of {each} in pool {name}, together {people} people, are "
    "enough for {goal}: {runs}, wanted {wanted}.": (
        "Med 95 % sikkerhed er {value} enheder på {each} i puljen {name}, i alt {people} personer, "
        "nok til {goal}: {runs}, ønsket {wanted}."
    ),
    "day of the decision on {name}": "dagen for beslutningen om {name}",
    "latest decision on {lever} with which {goal} is met: {plan}": (
        "seneste beslutning om {lever}, hvormed {goal} er opfyldt: {plan}"
    ),
    "smallest pool {lever} with which {goal} is met: {plan}": (
        "mindste pulje {lever}, hvormed {goal} er opfyldt: {plan}"
    ),
    "{count} values are undecided: more --replications may tell.": (
        "{count} værdier er uafgjorte: flere --replications kan afgøre det."
    ),
    "{value} surely misses it.": "{value} opfylder det sikkert ikke.",
    "{value} surely misses it; of the values between {low} and {high} so many runs cannot tell.": (
        "{value} opfylder det sikkert ikke; om værdierne mellem {low} og {high} kan så mange "
        "kørsler ikke sige noget."
    ),
    "{value}: {runs}, wanted {wanted}.": "{value}: {runs}, ønsket {wanted}.",
}
