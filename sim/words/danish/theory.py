"""What is said of theory beside the simulation, in Danish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Beside theory": "Ved siden af teorien",
    "What formulas say without simulating, from medians and means and with nobody late: a wrong "
    "plan shows here before a wrong model. What each of them is made of is in theory.csv.": (
        "Hvad formler siger uden at simulere, af medianer og middelværdier og uden at nogen er "
        "forsinket: en forkert plan viser sig her før en forkert model. Hvad hver af dem består "
        "af, står i theory.csv."
    ),
    "{count} other figures of strength and fill agree with the simulation.": (
        "{count} andre tal for styrke og besatte poster stemmer med simuleringen."
    ),
    "For {count} others the posts are wanted for too short a time to compare.": (
        "For {count} andre er posterne krævet i for kort tid til at sammenligne."
    ),
    "Theory beside the simulation; of pools, the most people spoken for on a day. Strength and "
    "fill are means of the days from and to, whole rotations on which all posts are wanted: "
    "fill-over-lead, which counts from one transfer of authority to the next, is another number.": (
        "Teorien ved siden af simuleringen; for puljer det største antal optagne på en dag. Styrke "
        "og besatte poster er middel af dagene fra og til, hele rotationer, hvor alle poster er "
        "krævet: fill-over-lead, som tæller fra den ene kommandooverdragelse til den næste, er et "
        "andet tal."
    ),
    "figure": "tal",
    "theory": "teori",
    "there are": "der er",
    "simulated": "simuleret",
    "remark": "bemærkning",
    # ---- figures
    "People needed to fill all posts in time": (
        "Personer, der skal til for at besætte alle poster i tide"
    ),
    "Posts that pools in order keep filled for good": "Poster, som puljer på skift holder besat",
    "People needed of each pool at one time": "Personer, der skal til fra hver pulje på én gang",
    "Mean strength with all posts wanted": "Middelstyrke, når alle poster er krævet",
    "Posts filled with all posts wanted": "Besatte poster, når alle poster er krævet",
    "Training teams in theatre": "Træningshold i indsatsområdet",
    "Use of limits: teams, preparation, lift, reception, ceilings": (
        "Brug af begrænsninger: hold, forberedelse, transport, modtagelse, lofter"
    ),
    "Requests for teams that are dropped": "Anmodninger om hold, der afvises",
    "Requests for teams that have to wait": "Anmodninger om hold, der må vente",
    # ---- remarks
    "no time in a steady state to compare": "ingen tid i ligevægt at sammenligne med",
    "it also serves on posts that several pools serve, which are not counted here": (
        "den gør også tjeneste på poster, som flere puljer besætter, og som ikke er talt med her"
    ),
    "theory counts the day on which fewest of those who are there are to spare": (
        "teorien tæller den dag, hvor færrest af dem, der er der, er til overs"
    ),
    "the pool is too small": "puljen er for lille",
    "they are named before they leave, and who came home before rests": (
        "de er udpeget, før de rejser, og de, der kom hjem før, hviler"
    ),
    "not all of them go: requests wait or are dropped, or reliefs are late": (
        "ikke alle af dem rejser: anmodninger venter eller afvises, eller afløsninger er forsinkede"
    ),
    "a pause stops missions, holds teams and leaves a backlog": (
        "en pause standser missioner, holder hold tilbage og efterlader en pukkel"
    ),
    "{share} of the requests have to wait, and {waiting} a run still wait at the end": (
        "{share} af anmodningerne må vente, og {waiting} pr. kørsel venter stadig til sidst"
    ),
    "people are lost, or the plan is too short for a steady state": (
        "der mistes folk, eller planen er for kort til ligevægt"
    ),
    "the plan is too short for a steady state": "planen er for kort til ligevægt",
    "nothing was asked for": "der blev ikke bedt om noget",
    "a pause holds teams, and may drop what is asked for in it": (
        "en pause holder hold tilbage og kan afvise det, der bedes om i den"
    ),
    "teams that come home in a day go again on it, and the beginning finds all free; who finds "
    "nobody to go is dropped too": (
        "hold, der kommer hjem en dag, rejser igen samme dag, og i begyndelsen er alle ledige; "
        "hvor ingen kan rejse, afvises også"
    ),
    "what is asked for in a pause waits for its end": (
        "det, der bedes om i en pause, venter på, at den slutter"
    ),
    "teams are limited by more than one thing: teams at once, people who are rested, ceilings": (
        "hold begrænses af mere end én ting: hold på én gang, udhvilede folk, lofter"
    ),
    "a team is formed only when a class of the course {name} begins": (
        "et hold dannes kun på de dage, hvor kurset {name} begynder"
    ),
    "teams wait for places of the course {name}": "hold venter på pladser på kurset {name}",
    "teams come and go on the days of {names}": "hold kommer og rejser på dagene for {names}",
    "nobody is named before the decision": "ingen udpeges før beslutningen",
    "after a pause missions begin again a few at a time": (
        "efter en pause begynder missionerne igen få ad gangen"
    ),
    "the beginning finds all free, and missions that are alike make wait less than Erlang C has "
    "it": "i begyndelsen er alle ledige, og ens missioner giver mindre ventetid end Erlang C siger",
    "{days} post-days a run are empty for want of it": (
        "{days} postdage pr. kørsel er ubesatte af mangel på det"
    ),
    "{days} post-days a run are empty for want of it: many need it on the same days, or wait for "
    "the next on which it is there": (
        "{days} postdage pr. kørsel er ubesatte af mangel på det: mange har brug for det på de "
        "samme dage eller venter på den næste, hvor det er der"
    ),
    # ---- reasons
    "no reason is known; contingent explain says how a day came about": (
        "ingen grund kendes; contingent explain siger, hvordan en dag blev til"
    ),
    "{one}; and {other}": "{one}; og {other}",
    "there is no room below the ceiling {names}": "der er ikke plads under loftet {names}",
    "reliefs wait for places of the course {name}": (
        "afløsninger venter på pladser på kurset {name}"
    ),
    "reliefs wait for seats of {names}": "afløsninger venter på pladser med {names}",
    "reliefs wait for places in reception of {names}": (
        "afløsninger venter på pladser i modtagelsen {names}"
    ),
    "the pool {pool} is too small: reliefs are late, or break their dwell where it is soft": (
        "puljen {pool} er for lille: afløsninger er forsinkede eller bryder hviletiden, hvor den "
        "er blød"
    ),
    "chance says who of the pool {pool} is there to go": (
        "tilfældet afgør, hvem i puljen {pool} der kan rejse"
    ),
    "at times nobody of the pool {pool} is rested and there to go": (
        "til tider er ingen i puljen {pool} udhvilet og klar til at rejse"
    ),
    "preparation, travel and reception can take longer than the notice: reliefs are late": (
        "forberedelse, rejse og modtagelse kan tage længere tid end varslet: afløsninger er "
        "forsinkede"
    ),
    "travel can take longer than is planned for": (
        "rejsen kan tage længere tid, end der er planlagt"
    ),
    "a pause of movement keeps people where they are": (
        "en pause i bevægelser holder folk, hvor de er"
    ),
    "a pause of preparation makes reliefs late": "en pause i forberedelsen forsinker afløsninger",
    "a pause of missions holds people, or sends them home": (
        "en pause i missioner holder folk tilbage eller sender dem hjem"
    ),
    "it is decided after reliefs should have been named": (
        "det besluttes, efter at afløsninger burde være udpeget"
    ),
    "the mandate begins after reliefs should have left": (
        "mandatet begynder, efter at afløsninger burde være rejst"
    ),
    "more are lost, or wait longer for a replacement, than on average": (
        "flere går tabt, eller venter længere på en erstatning, end i gennemsnit"
    ),
    "more of the leave falls into these days than on average": (
        "mere af orloven falder i disse dage end i gennemsnit"
    ),
    "less of the leave falls into these days than on average": (
        "mindre af orloven falder i disse dage end i gennemsnit"
    ),
    "as many teams are out as may be": "så mange hold er ude, som der må være",
    "fewer are lost in these runs than on average": (
        "færre går tabt i disse kørsler end i gennemsnit"
    ),
    "leave is suspended for a time": "orlov er suspenderet en tid",
    "{required} posts are required on average, and not {posts}: what is uncertain in the plan is "
    "not always its median": (
        "{required} poster er krævet i gennemsnit og ikke {posts}: det usikre i planen er ikke "
        "altid sin median"
    ),
    "{required} posts are required on average, and not {posts}: posts end where the restart after "
    "{names} is cancelled": (
        "{required} poster er krævet i gennemsnit og ikke {posts}: poster ophører, hvor genstarten "
        "efter {names} aflyses"
    ),
    "no more than {required} posts are required on average, and {empty} of them are empty: {why}": (
        "der kræves ikke mere end {required} poster i gennemsnit, og {empty} af dem er ubesatte: "
        "{why}"
    ),
    "below the ceiling {names} there is no room for all of the handover": (
        "under loftet {names} er der ikke plads til hele overdragelsen"
    ),
    "people come and go on the days of {names}": "folk kommer og rejser på dagene for {names}",
    "what is uncertain in the plan is not always its median": (
        "det usikre i planen er ikke altid sin median"
    ),
    "the advance party and the main body are not relieved together": (
        "fortroppen og hovedstyrken afløses ikke sammen"
    ),
    "months are of 28 to 31 days, and rotations are no whole number of them": (
        "måneder har 28 til 31 dage, og rotationer er ikke et helt antal af dem"
    ),
}
