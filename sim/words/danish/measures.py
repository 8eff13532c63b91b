"""Definitions of measures in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Measures of contributions; those of elements too are in measures.csv.": (
        "Mål for bidrag; også elementernes står i measures.csv."
    ),
    "The interval is that of the mean (of a probability: Wilson's; of anything else: Student's), "
    "and the last columns are the spread of single runs: half of them have at most the median.": (
        "Intervallet er middelværdiens (for en sandsynlighed Wilsons, for alt andet Students), og "
        "de sidste kolonner er spredningen af enkelte kørsler: halvdelen har højst medianen."
    ),
    "a tenth has at most so many days at home for each day of the tour before, of those who leave "
    "within the plan": (
        "en tiendedel har højst så mange dage hjemme for hver dag af den forrige udsendelse, af "
        "dem der rejser inden for planen"
    ),
    "days from the first announced restart to the real one": (
        "dage fra den først meddelte genstart til den virkelige"
    ),
    "days from the restart (mean of restarts) until all who should have come or gone before it "
    "have, or the plan ends": (
        "dage fra genstarten (middel af genstarter), til alle er kommet eller rejst, som skulle "
        "det før den, eller planen slutter"
    ),
    "days from the restart (mean of restarts) until all who stood still, or could not begin to "
    "prepare, are on their posts, or the plan ends": (
        "dage fra genstarten (middel af genstarter), til alle, der stod stille eller ikke kunne "
        "begynde at forberede sig, er på deres poster, eller planen slutter"
    ),
    "days from the restart (mean of restarts) until the last of those missions is at work and all "
    "posts held or sent home are filled, or the plan ends": (
        "dage fra genstarten (middel af genstarter), til den sidste af de missioner er i arbejde, "
        "og alle poster, der blev holdt tilbage eller sendt hjem, er besat, eller planen slutter"
    ),
    "days from the restart (mean of restarts) until the last of those missions is at work and all "
    "posts held or sent home are filled; until all who stood still, or could not begin to prepare, "
    "are on their posts; until all who should have come or gone before it have, or the plan ends": (
        "dage fra genstarten (middel af genstarter), til den sidste af de missioner er i arbejde, "
        "og alle poster, der blev holdt tilbage eller sendt hjem, er besat; til alle, der stod "
        "stille eller ikke kunne begynde at forberede sig, er på deres poster; til alle er kommet "
        "eller rejst, som skulle det før den, eller planen slutter"
    ),
    "days of a pause spent in another place": "dage af en pause tilbragt et andet sted",
    "days from the transfer of authority to the first day on which so many of all posts are "
    "filled; elements with dates of their own are left out": (
        "dage fra kommandooverdragelsen til den første dag, hvor så mange af alle poster er besat; "
        "elementer med egne datoer er udeladt"
    ),
    "days in theatre without work: held, or waiting to leave": (
        "dage i missionsområdet uden arbejde: holdt tilbage eller venter på at rejse"
    ),
    "days late of all that were late; of who never came, to the end of the post or the plan": (
        "dages forsinkelse for alle forsinkede; for dem, der aldrig kom, til stillingens eller "
        "planens slutning"
    ),
    "days of people, their movements and the missions that leave, at the rates of the plan": (
        "persondage, rejser og missioner, der tager af sted, til planens satser"
    ),
    "days of people needed elsewhere who could not be spared": (
        "dage for personer, der skulle bruges andetsteds og ikke kunne undværes"
    ),
    "days that were missing of the dwell promised before those": (
        "dage, der manglede af den hjemmetid, der var lovet før dem"
    ),
    "departures within the plan before which the promised dwell was not over": (
        "afrejser i planen, før hvilke den lovede hjemmetid ikke var omme"
    ),
    "people who join within the plan": "personer, der kommer til inden for planen",
    "people who leave within the plan": "personer, der forlader tjenesten inden for planen",
    "the most days that were missing before one of those": (
        "de fleste dage, der manglede før en af dem"
    ),
    "days that people were in theatre": "dage, som personer var i missionsområdet",
    "days with a strength above the ceiling": "dage med en styrke over loftet",
    "filled post-days / post-days required, from one transfer of authority to the next": (
        "besatte postdage / påkrævede postdage, fra den ene kommandooverdragelse til den næste"
    ),
    "filled posts / posts required on each run's own day of transfer of authority": (
        "besatte poster / påkrævede poster på hver kørsels egen dag for kommandooverdragelsen"
    ),
    "filled posts / posts required on the day of transfer of authority": (
        "besatte poster / påkrævede poster på dagen for kommandooverdragelsen"
    ),
    "first tours and reliefs that were due within the plan (replacements are left out)": (
        "første udsendelser og afløsninger inden for planen (erstatninger er udeladt)"
    ),
    "mean days late of those that were late": "gennemsnitlig forsinkelse i dage for de forsinkede",
    "mean tours that begin within the plan, of those who went at all": (
        "gennemsnitligt antal udsendelser, der begynder inden for planen, for dem der rejste"
    ),
    "median of the days at home for each day of the tour before, of those who leave within the "
    "plan": (
        "median af dage hjemme for hver dag af den forrige udsendelse, for dem der rejser inden "
        "for planen"
    ),
    "how many of them begin within the plan": "hvor mange af dem der begynder inden for planen",
    "missions asked for before the restart for which no team had left (mean of restarts)": (
        "missioner anmodet om før genstarten, som intet hold var rejst til (middel af genstarter)"
    ),
    "tours that a pause broke off within the plan": (
        "udsendelser, som en pause afbrød inden for planen"
    ),
    "those of them that a pause broke off": "de af dem, som en pause afbrød",
    "whether it is cancelled within the plan": "om den bliver til en aflysning inden for planen",
    "missions asked for within the plan": "missioner anmodet om inden for planen",
    "share of the departures before which the promised dwell was not over": (
        "andel af afrejserne, før hvilke den lovede hjemmetid ikke var omme"
    ),
    "share of the first tours and reliefs that were due within the plan (replacements are left "
    "out) that were there on their due day": (
        "andel af de første udsendelser og afløsninger inden for planen (erstatninger er udeladt), "
        "der var på post til tiden"
    ),
    "the largest number of people in theatre on any day, those handing over included": (
        "det største antal personer i missionsområdet på en dag, overlapning medregnet"
    ),
    "the largest strength less the ceiling": "den største styrke minus loftet",
    "the most tours that anybody begins within the plan": (
        "det største antal udsendelser, som nogen begynder inden for planen"
    ),
    "those of them for which a team was sent and is not done": (
        "dem af dem, som et hold er sendt til og ikke er færdigt med"
    ),
    "those of them that had to wait for a team to be nominated": (
        "dem af dem, der måtte vente på, at et hold blev udpeget"
    ),
    "those of them that still wait at the end of the plan": (
        "dem af dem, der stadig venter ved planens slutning"
    ),
    "those of them that were refused": "dem af dem, der blev afvist",
    "those of them whose work was over by the end of the plan": (
        "dem af dem, hvis arbejde var slut ved planens slutning"
    ),
    "tours that ended before their time, within the plan": (
        "udsendelser, der sluttede før tid, inden for planen"
    ),
    "tours that lasted longer than planned, or for which none was sent": (
        "udsendelser, der varede længere end planlagt, eller hvor ingen afløsning blev sendt"
    ),
}
