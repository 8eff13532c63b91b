"""What the figures of the field say, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "A goal for many days is met in a run as long as it was met on all of them until then, "
    "so its share only falls; the dot is the last day.": (
        "Et mål for mange dage er nået i en kørsel, så længe det var nået på dem alle indtil "
        "da, så dets andel kun falder; prikken er den sidste dag."
    ),
    "A goal for one day is asked on every day, always of what is required on that day; the "
    "dot is the day that counts.": (
        "Et mål for én dag stilles på hver dag, altid om det, der kræves den dag; prikken er "
        "den dag, der tæller."
    ),
    "A point is people who leave home on that day and had been away before, its area how "
    "many; those who go for the first time are not shown. Below the line a promise is "
    "broken. Hollow points at the upper edge were at home for longer than it shows.": (
        "Et punkt er folk, der rejser hjemmefra den dag og har været ude før, dets areal hvor "
        "mange; de, der rejser for første gang, vises ikke. Under linjen er et løfte brudt. "
        "Hule punkter ved overkanten var hjemme længere, end den viser."
    ),
    "All posts": "Alle poster",
    "All posts together": "Alle poster tilsammen",
    "Bands lie on one another and add up to the pool; available are at the bottom: rested, "
    "and not nominated. Dwelling is the time at home that is promised after a tour. Each "
    "area has a scale of its own.": (
        "Lagene ligger oven på hinanden og udgør tilsammen puljen; nederst er dem til rådighed:"
        " udhvilede og ikke udpeget. Hjemmetid er tiden hjemme, der er lovet efter en "
        "udsendelse. Hvert felt har sin egen skala."
    ),
    "Bands lie on one another: the height of a band is how many posts are empty for that "
    "reason, the upper edge how many are empty at all. Beside: post-days of the whole plan.": (
        "Lagene ligger oven på hinanden: et lags højde er, hvor mange poster der er tomme af "
        "den grund, overkanten hvor mange der er tomme i alt. Ved siden af: postdage i hele "
        "planen."
    ),
    "Bands lie on one another; together they are the posts required, and shares are of all "
    "required post-days. Met by extension: by somebody who stays beyond the planned day of "
    "leaving or beyond the length of a tour, as happens when a relief is late, and before a"
    " post ends when no relief is worth sending. Met with dwell broken: by somebody who "
    "left home before the promised time at home was over, which only soft dwell allows; "
    "extended or not.": (
        "Lagene ligger oven på hinanden; tilsammen er de de påkrævede poster, og andelene er af"
        " alle påkrævede postdage. Besat ved forlængelse: af en, der bliver ud over den "
        "planlagte afrejsedag eller ud over en udsendelses længde, som det sker, når en "
        "afløsning er forsinket, og før en post ophører, når ingen afløsning er værd at sende. "
        "Besat med brudt hjemmetid: af en, der rejste hjemmefra, før den lovede hjemmetid var "
        "omme, hvad kun blød hjemmetid tillader; forlænget eller ej."
    ),
    "Each area has a scale of its own. Every empty post-day has exactly one cause.": (
        "Hvert felt har sin egen skala. Hver tom postdag har præcis én årsag."
    ),
    "Each area has a scale of its own; in those enlarged, what is not met is at the bottom.": (
        "Hvert felt har sin egen skala; i de forstørrede ligger det ubesatte nederst."
    ),
    "Each bar is a rotation, or the mission of a team, with its number: 1 is the first of "
    "the plan, 0 was relieved as it began. A rotation has a row to itself until its people "
    "are rested; so rows of an element are groups that take turns.": (
        "Hver bjælke er en rotation, eller et holds mission, med sit nummer: 1 er planens "
        "første, 0 blev afløst, da den begyndte. En rotation har en række for sig selv, til "
        "dens folk er udhvilede; så et elements rækker er grupper, der skiftes."
    ),
    "First and last days of each rotation; each tour is in tours.csv.": (
        "Første og sidste dage i hver rotation; hver udsendelse står i tours.csv."
    ),
    "Goals of dwell and of reliefs, and any further ones, are in measures.csv.": (
        "Mål for hjemmetid og afløsninger, og eventuelle flere, står i measures.csv."
    ),
    "How sure the goals are, by day": "Hvor sikre målene er, dag for dag",
    "How well posts are filled": "Hvor godt poster er besat",
    "In {run} people who had been away before leave home {count} times, {below} of them "
    "before the promised time at home was over. In half of these cases it was at least "
    "{middle} times what was promised, in the worst {least} times.": (
        "I {run} rejser folk, der har været ude før, hjemmefra {count} gange, {below} af dem "
        "før den lovede hjemmetid var omme. I halvdelen af tilfældene var den mindst {middle} "
        "gange det lovede, i det værste {least} gange."
    ),
    "Left out for lack of room: {count} smaller elements.": (
        "Udeladt af mangel på plads: {count} mindre elementer."
    ),
    "Mean empty post-days of a run, the whole plan; by day they are in gaps.csv.": (
        "Tomme postdage i en kørsel i middel, hele planen; dag for dag står de i gaps.csv."
    ),
    "Most are not met on {date}: {posts} of {required} on average.": (
        "Flest er ubesat den {date}: {posts} af {required} i gennemsnit."
    ),
    "No band: these are means of all runs.": (
        "Intet bånd: det er middelværdier over alle kørsler."
    ),
    "No band: these are means. Half a post on average may be one post in half of the runs, "
    "or fifty in one of a hundred.": (
        "Intet bånd: det er middelværdier. En halv post i gennemsnit kan være én post i "
        "halvdelen af kørslerne eller halvtreds i én af hundrede."
    ),
    "No band: these are means. The dashed line is the number of people available that 95 % "
    "of the runs have at least on that day.": (
        "Intet bånd: det er middelværdier. Den stiplede linje er det antal personer til "
        "rådighed, som 95 % af kørslerne mindst har den dag."
    ),
    "No band: this is one run as it happened; others differ.": (
        "Intet bånd: det er én kørsel, som den gik; andre er anderledes."
    ),
    "Not all are promised the same: 1 is what was promised after the tour before.": (
        "Ikke alle er lovet det samme: 1 er det, der var lovet efter den forrige udsendelse."
    ),
    "On average {days} post-days are empty in a run. The main cause is: {cause} ({share}). "
    "Most posts are empty on {date}, {posts} on average.": (
        "I gennemsnit er {days} postdage tomme i en kørsel. Hovedårsagen er: {cause} ({share})."
        " Flest poster er tomme den {date}, {posts} i gennemsnit."
    ),
    "Rotations and missions of {run} by element. {parts}.": (
        "Rotationer og missioner i {run} efter element. {parts}."
    ),
    "Rotations in one run: who prepares, is there and recovers when": (
        "Rotationer i én kørsel: hvem forbereder sig, er der og hviler hvornår"
    ),
    "Run number {number} of {runs}, which are counted from 0": (
        "Kørsel nummer {number} af {runs}, som tælles fra 0"
    ),
    "Shaded: the pauses of this run.": "Skraveret: pauserne i denne kørsel.",
    "Share of {runs}.": "Andel af {runs}.",
    "Shown are the largest {shown} of {count} pools; all are in pools.csv.": (
        "Vist er de største {shown} af {count} puljer; alle står i pools.csv."
    ),
    "The band is not the spread of runs but how sure the share is, given the number of "
    "runs: the interval of Wilson, 95 %, for each day by itself.": (
        "Båndet er ikke spredningen af kørsler, men hvor sikker andelen er med det antal "
        "kørsler: Wilsons interval, 95 %, for hver dag for sig."
    ),
    "Time at home before departures, as a multiple of what was promised; each tour is in "
    "tours.csv.": (
        "Tid hjemme før afrejser, i forhold til det lovede; hver udsendelse står i tours.csv."
    ),
    "Time at home before each departure, in one run": "Tid hjemme før hver afrejse, i én kørsel",
    "Training teams have no posts.": "Træningshold har ingen poster.",
    "Upright lines: {days}.": "Lodrette linjer: {days}.",
    "What is missing, and why: empty posts by cause": (
        "Hvad der mangler, og hvorfor: tomme poster efter årsag"
    ),
    "What the people of each pool do": "Hvad folk i hver pulje laver",
    "What training teams lack is not in what all posts lack together.": (
        "Hvad træningshold mangler, er ikke med i det, alle poster mangler tilsammen."
    ),
    "Within a bar a strip is a post, in order of the due day, at most {count} of them: a "
    "slanting edge is posts that change one after the other, a notch an early return. How "
    "high a bar is says nothing about how many people it is.": (
        "I en bjælke er en stribe en post, ordnet efter den dag, den skal overtages, højst "
        "{count} af dem: en skrå kant er poster, der skifter én efter én, et hak er en tidlig "
        "hjemrejse. Hvor høj en bjælke er, siger intet om, hvor mange personer den er."
    ),
    "available": "til rådighed",
    "available in 95 % of the runs at least": "til rådighed i mindst 95 % af kørslerne",
    "available, 5 %": "til rådighed, 5 %",
    "before it was over": "før den var omme",
    "days at home for each day away": "dage hjemme for hver dag ude",
    "departures": "afrejser",
    "dwelling": "hjemmetid",
    "element": "element",
    "empty post-days": "tomme postdage",
    "empty posts": "tomme poster",
    "goal": "mål",
    "high": "øvre",
    "how sure that share is (95 %)": "hvor sikker andelen er (95 %)",
    "in theatre": "i missionsområdet",
    "least": "mindst",
    "left until": "forladt til",
    "low": "nedre",
    "met by extension": "besat ved forlængelse",
    "met with dwell broken": "besat med brudt hjemmetid",
    "most": "mest",
    "nominated from": "udpeget fra",
    "on post": "på post",
    "on post from": "på post fra",
    "prepares": "forbereder sig",
    "preparing or ready": "i forberedelse eller klar",
    "promised": "lovet",
    "promised: {rule}": "lovet: {rule}",
    "ready, waits at home": "klar, venter hjemme",
    "reception, handover": "modtagelse, overlapning",
    "recovers (dwell)": "hviler (hjemmetid)",
    "rested until": "udhvilet til",
    "rotation": "rotation",
    "run number {number}": "kørsel nummer {number}",
    "runs that meet it": "kørsler, der når det",
    "share of the part's": "andel af delens",
    "the goal": "målet",
    "the plan": "planen",
    "time at home, as a part of what was promised": "tid hjemme, i forhold til det lovede",
    "travelling": "på rejse",
    "travels": "rejser",
    "unavailable": "ikke til rådighed",
    "elsewhere": "andetsteds",
    "Who has left the service, or not yet joined, is not drawn.": (
        "Den, der har forladt tjenesten eller endnu ikke er kommet til, er ikke tegnet."
    ),
    "unmet": "ubesat",
    "{count} people": "{count} personer",
    "{date}: {share} ({low} to {high}), wanted {wanted}": (
        "{date}: {share} ({low} til {high}), ønsket {wanted}"
    ),
    "{days} days, {share}": "{days} dage, {share}",
    "{goal}: {fill} of the posts that {of} requires are filled": (
        "{goal}: {fill} af de poster, som {of} kræver, er besat"
    ),
    "{goal}: {fill} of the posts that {of} requires are filled on every day since {date}": (
        "{goal}: {fill} af de poster, som {of} kræver, er besat på hver dag siden {date}"
    ),
    "{name}: {count} begin within the plan": "{name}: {count} begynder i planen",
    "{part}: what is not plainly met, enlarged": (
        "{part}: det, der ikke er besat som det skal, forstørret"
    ),
    "{part}: {days} empty post-days a run": "{part}: {days} tomme postdage pr. kørsel",
    "{part}: {met} met, {broken} with dwell broken, {extended} by extension, {unmet} not met": (
        "{part}: {met} besat, {broken} med brudt hjemmetid, {extended} ved forlængelse, {unmet}"
        " ubesat"
    ),
    "{pool}: fewest are available on {date}, {people} of {all} on average (95 % of the runs"
    " have at least {lowest}); most are in theatre on {busy}, {there}.": (
        "{pool}: færrest er til rådighed den {date}, {people} af {all} i gennemsnit (95 % af "
        "kørslerne har mindst {lowest}); flest er i missionsområdet den {busy}, {there}."
    ),
    "{pool}: {people} people": "{pool}: {people} personer",
    "{run}, as it happened.": "{run}, som den gik.",
}
