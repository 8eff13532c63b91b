"""Sentences about one plan in Danish: answers, what stands in the way, what else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "A goal is met when the whole interval lies at or above the probability that is wanted, missed "
    "when all of it lies below, and undecided in between: more runs may decide it.": (
        "Et mål er opfyldt, når hele intervallet ligger på eller over den ønskede sandsynlighed, "
        "ikke opfyldt, når det hele ligger under, og ellers uafgjort: flere kørsler kan afgøre det."
    ),
    "Not all of the {posts} posts of the establishment are required on that day.": (
        "Ikke alle normens {posts} poster er påkrævet den dag."
    ),
    "Risk is one word for the probability that a goal is missed, taken at the cautious end of its "
    "interval, so that few runs never look safe: {none} up to {p0}, {minor} up to {p1}, {modest} "
    "up to {p2}, {major} up to {p3}, {extreme} above. These bounds are assumed.": (
        "Risiko er ét ord for sandsynligheden for, at et mål ikke opfyldes, taget i den "
        "forsigtige ende af intervallet, så få kørsler aldrig ser sikre ud: {none} op til {p0}, "
        "{minor} op til {p1}, {modest} op til {p2}, {major} op til {p3}, {extreme} derover. "
        "Grænserne er antaget."
    ),
    "The plan sets no goal, so there is no question to answer.": (
        "Planen sætter intet mål, så der er intet spørgsmål at besvare."
    ),
    "The promised dwell is over before {share} or more of the departures of {name}": (
        "Den lovede hjemmetid er omme før {share} eller flere af afrejserne for {name}"
    ),
    "{event}: this comes true with a probability of {probability} (95 % interval {low} to {high}; "
    "{count} of {runs} runs). Wanted: {wanted}.": (
        "{event}: det sker med en sandsynlighed på {probability} (95 %-interval {low} til {high}; "
        "{count} af {runs} kørsler). Ønsket: {wanted}."
    ),
    "{share} or more of the posts required of {name} are filled on every day from {first} to "
    "{last} ({posts})": (
        "{share} eller flere af de påkrævede poster i {name} er besat hver dag fra {first} til "
        "{last} ({posts})"
    ),
    "All runs meet it: the word of risk says what so few runs, {runs}, cannot rule out.": (
        "Alle kørsler opfylder det: ordet for risiko siger, hvad så få kørsler, {runs}, ikke kan "
        "udelukke."
    ),
    "{share} or more of the posts required of {name} on {date} are filled ({posts})": (
        "{share} eller flere af de påkrævede poster i {name} den {date} er besat ({posts})"
    ),
    "{share} or more of the reliefs of {name} are there on the day on which they are due": (
        "{share} eller flere af afløsningerne i {name} er der på den dag, de skal være der"
    ),
    "Causes of the empty post-days of all contributions with posts, mean of the runs.": (
        "Årsager til de tomme postdage i alle bidrag med poster, middel af kørslerne."
    ),
    "Each empty post-day has one cause, noted when it arose: the step that lost that day. What "
    "acts on the largest causes, training teams included:": (
        "Hver tom postdag har én årsag, noteret da den opstod: det trin, der tabte dagen. Hvad der "
        "virker på de største årsager, træningshold medregnet:"
    ),
    "At most, because who is spared one obstacle may meet the next; what a remedy changes for "
    "other parts or causes is not counted. What it really brings is shown by a variant that is "
    "compared (contingent compare), or by seeking the value at which a goal is met (contingent "
    "seek).": (
        "Højst, fordi den, der slipper for én forhindring, kan møde den næste; hvad et modtræk "
        "ændrer for andre dele eller årsager, er ikke talt med. Hvad det virkelig giver, viser en "
        "variant, der sammenlignes (contingent compare), eller en søgning efter den værdi, hvor et "
        "mål er opfyldt (contingent seek)."
    ),
    "Empty post-days by part, mean of the runs; all of it is in measures.csv.": (
        "Tomme postdage efter del, middel af kørslerne; det hele står i measures.csv."
    ),
    "No required post is empty on any day of any run.": (
        "Ingen påkrævet post er tom på nogen dag i nogen kørsel."
    ),
    "Of {required} post-days that are required of all contributions with posts, {empty} are empty "
    "on average (95 % interval {low} to {high}), which is {share}.": (
        "Af {required} påkrævede postdage i alle bidrag med poster er {empty} tomme i gennemsnit "
        "(95 %-interval {low} til {high}), hvilket er {share}."
    ),
    "The day with the most empty posts, training teams included, is {date}: {posts} on average.": (
        "Dagen med flest tomme poster, træningshold medregnet, er {date}: {posts} i gennemsnit."
    ),
    "The ceiling {name} of {people} people ({of}) is exceeded in {over} of {runs} runs, by {most} "
    "people at most; who is in reception or hands over does not count.": (
        "Loftet {name} på {people} personer ({of}) overskrides i {over} af {runs} kørsler, med "
        "højst {most} personer; den, der er i modtagelse eller overdrager, tælles ikke med."
    ),
    "The ceiling {name} of {people} people ({of}) is exceeded in {over} of {runs} runs, by {most} "
    "people at most; who is in reception or hands over counts.": (
        "Loftet {name} på {people} personer ({of}) overskrides i {over} af {runs} kørsler, med "
        "højst {most} personer; den, der er i modtagelse eller overdrager, tælles med."
    ),
    "Ceilings are reported, not enforced: nobody is kept away by one.": (
        "Lofter oplyses, de håndhæves ikke: ingen holdes væk af et loft."
    ),
    "The ceiling {name} is enforced: who is above it was there before it held, and nobody came "
    "while they were.": (
        "Loftet {name} håndhæves: de, der er over det, var der, før det gjaldt, og ingen kom, mens "
        "de var det."
    ),
    "The main cause is: {cause} ({share} of them).": "Hovedårsagen er: {cause} ({share} af dem).",
    "as many teams out as may be": "så mange hold ude, som der må være",
    "waited for a place in preparation": "ventede på plads i forberedelsen",
    "decided too late": "besluttet for sent",
    "on leave": "på orlov",
    "leave suspended": "orlov suspenderet",
    "mandate too late": "mandatet kom for sent",
    "early return": "tidlig hjemrejse",
    "held by a pause": "holdt tilbage af en pause",
    "held or sent home by a pause": "holdt tilbage eller sendt hjem af en pause",
    "pause of preparation": "pause i forberedelsen",
    "relocated": "flyttet til et andet sted",
    "nobody eligible (dwell)": "ingen må rejse (hjemmetid)",
    "no seat": "ingen flyplads",
    "reception full": "modtagelsen er fuld",
    "ceiling reached": "loftet er nået",
    "nobody left in the pool": "ingen tilbage i puljen",
    "pause of movement": "pause i transporten",
    "preparation took long": "forberedelsen tog lang tid",
    "travel took long": "rejsen tog lang tid",
    "After the restart it takes {days} days on average (95 % interval {interval}), in half of the "
    "runs at most {p50} and in 95 % of them at most {p95}, until what {name} held back is made "
    "good, or the plan ends.": (
        "Efter genstarten går der {days} dage i gennemsnit (95 %-interval {interval}), i halvdelen "
        "af kørslerne højst {p50} og i 95 % af dem højst {p95}, til det, som {name} holdt tilbage, "
        "er indhentet, eller planen slutter."
    ),
    "{people} (enforced)": "{people} (håndhævet)",
    "Ceilings, and the largest strength of a run under each.": (
        "Lofter, og den største styrke i en kørsel under hvert."
    ),
    "Last day to decide: the first due day less the notice. A later decision makes the first of "
    "them late; uncertain dates are taken at their median.": (
        "Sidste dag at beslutte: den første dag på post minus varslet. En senere beslutning gør de "
        "første af dem forsinkede; usikre datoer er taget ved deres median."
    ),
    "Of the {strength} people of all nations in {name}, {peak} are ours at our peak (median of the "
    "runs): {share}.": (
        "Af de {strength} personer fra alle nationer i {name} er {peak} vores, når vi er flest "
        "(median af kørslerne): {share}."
    ),
    "Pause {name}: at the restart {count} missions wait on average (95 % interval {interval}).": (
        "Pause {name}: ved genstarten venter {count} missioner i gennemsnit "
        "(95 %-interval {interval})."
    ),
    "What it asks of people, mean of the runs. Dwell is of people who leave within the plan and "
    "had been away before; what is empty does not occur.": (
        "Hvad det kræver af folk, middel af kørslerne. Hjemmetid gælder dem, der rejser inden for "
        "planen og har været ude før; det tomme forekommer ikke."
    ),
    "Who carries the load, by pool, mean of the runs.": (
        "Hvem der bærer byrden, efter pulje, middel af kørslerne."
    ),
    "Who is in theatre around the pause {name}, mean of the runs; its restart is uncertain, and "
    "taken here at the median.": (
        "Hvem der er i missionsområdet omkring pausen {name}, middel af kørslerne; genstarten er "
        "usikker og er her taget ved medianen."
    ),
    "{share} of the posts of {name}, of all that have no dates of their own, are filled for the "
    "first time: in half of the runs {middle}, in 95 % of them {late}.": (
        "{share} af posterne i {name}, af alle uden egne datoer, er besat for første gang: i "
        "halvdelen af kørslerne {middle}, i 95 % af dem {late}."
    ),
}
