"""Headings, and pieces that sentences and pictures are made of, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "All contributions together": "Alle bidrag tilsammen",
    "All numbers": "Alle tal",
    "Answers": "Svar",
    "Contents": "Indhold",
    "Figure: {title}": "Figur: {title}",
    "Figures": "Figurer",
    "How it was run": "Hvordan det er kørt",
    "Of these: {name}": "Heraf: {name}",
    "On which days": "På hvilke dage",
    "People in theatre by day, and how sure that is": (
        "Personer i missionsområdet dag for dag, og hvor sikkert det er"
    ),
    "People in theatre, mean of the runs": "Personer i missionsområdet, middel af kørslerne",
    "Share of the runs in which every required post is filled": (
        "Andel af kørslerne, hvor alle påkrævede poster er besat"
    ),
    "Share of the runs that meet it, all values asked": (
        "Andel af kørslerne, der opfylder det, alle undersøgte værdier"
    ),
    "Share of the runs that meet it, near the answer": (
        "Andel af kørslerne, der opfylder det, nær svaret"
    ),
    "Skip to the answers": "Gå til svarene",
    "What else is asked": "Hvad der ellers spørges om",
    "What else surely changes": "Hvad der ellers sikkert ændrer sig",
    "What is planned differently": "Hvad der planlægges anderledes",
    "What stands in the way": "Hvad der står i vejen",
    "What that changes": "Hvad det ændrer",
    "What the plans do differently, day by day": "Hvad planerne gør anderledes, dag for dag",
    "What was assumed": "Hvad der er antaget",
    "Who is in theatre: mean strength by element": (
        "Hvem der er i missionsområdet: middelstyrke efter element"
    ),
    "{goal}: how its probability depends on one value": (
        "{goal}: hvordan dets sandsynlighed afhænger af én værdi"
    ),
    " ({count} more failed)": " (yderligere {count} fejlede)",
    " to ": " til ",
    "assumed: {reason}": "antaget: {reason}",
    "by {date}, {days} d after the transfer of authority": (
        "senest {date}, {days} d efter kommandooverdragelsen"
    ),
    "by {date}, {days} d before the transfer of authority": (
        "senest {date}, {days} d før kommandooverdragelsen"
    ),
    "by {days} d after their own transfer of authority": (
        "senest {days} d efter deres egen kommandooverdragelse"
    ),
    "by {days} d before their own transfer of authority": (
        "senest {days} d før deres egen kommandooverdragelse"
    ),
    "ceiling {limits}": "loft {limits}",
    "hands over command in the baseline": "afgiver kommandoen i grundplanen",
    "largest {lever} with which {goal} is met: {plan}": (
        "største {lever}, hvormed {goal} er opfyldt: {plan}"
    ),
    "met in {met} of {runs} runs, {share} ({low} to {high})": (
        "opfyldt i {met} af {runs} kørsler, {share} ({low} til {high})"
    ),
    "smallest {lever} with which {goal} is met: {plan}": (
        "mindste {lever}, hvormed {goal} er opfyldt: {plan}"
    ),
    "source: {name}": "kilde: {name}",
    "takes command in the baseline": "overtager kommandoen i grundplanen",
    "{count} simulated runs": "{count} simulerede kørsler",
    "{count} smaller contributions": "{count} mindre bidrag",
    "{count} smaller ones": "{count} mindre",
    "{days} days after": "{days} dage efter",
    "{limit} (for {name}, the lowest layers)": "{limit} (for {name}, de nederste lag)",
    "{low} to {high}": "{low} til {high}",
    "{name}: {first} to {last}, {count} simulated runs": (
        "{name}: {first} til {last}, {count} simulerede kørsler"
    ),
    "{name}: {people}": "{name}: {people}",
    "{limit}, enforced": "{limit}, håndhævet",
    "{limit}, handover not counted": "{limit}, uden overlapning",
    "{needed} of {required}": "{needed} af {required}",
    "{needed} of {required} on average": "{needed} af {required} i gennemsnit",
    "{others} beside {baseline}": "{others} ved siden af {baseline}",
    "set: {settings}": "sat: {settings}",
    "{settings} and {count} more": "{settings} og {count} mere",
    "{over} of {runs}": "{over} af {runs}",
    "{plan} less {baseline}": "{plan} minus {baseline}",
    "{plans}; {count} pairs of runs that meet the same luck": (
        "{plans}; {count} par af kørsler, der møder de samme tilfældigheder"
    ),
    "{question}; {count} values with the same luck, up to {most} runs of each": (
        "{question}; {count} værdier med de samme tilfældigheder, op til {most} kørsler af hver"
    ),
}
