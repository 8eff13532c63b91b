"""No page of any kind, in Danish, has an English sentence."""

import html
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli import main

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_png")]

PLAN = """\
contingent: 1
name: lille
title: En lille plan
start: 2021-01-01
end: 2021-10-31
sources: {kilde: En kilde}
pools:
  soldater: {people: {low: 10, likely: 14, high: 18}, unavailable: {value: 10 %, source: kilde}}
rotation: {tour: 90 d, handover: 5 d, preparation: 30 d, notice: 40 d}
contributions:
  poster: {kind: permanent, posts: 6, pool: soldater, start: together, from: 2021-06-01}
  hold: {kind: training-teams, team: {soldater: 1}, requests: {per_year: 4}, mission: 20 d}
  ledelse:
    kind: lead-nation
    takes_command: 2021-07-01
    hands_over_command: 2021-10-01
    elements: {stab: {posts: 2, pool: soldater}}
pauses:
  stop:
    stops: missions
    from: 2021-03-01
    until: {low: 2021-04-01, likely: 2021-05-01, high: 2021-06-01}
    applies_to: [hold]
ceilings: {mandat: {people: 5}}
goals:
  fyldt: {fill: 95 %, of: poster, from: 2021-06-01, until: 2021-06-03, with: 60 %}
  hjemme: {dwell_kept: 99 %, with: 50 %}
costs: {currency: DKK, person_day: {in_theatre: 100}}
variants: {flere: {pools: {soldater: {people: 20}}}}
run: {replications: 6, seed: 5}
"""
COUNTED = "date,element,strength\n2021-06-10,poster,6\n2021-07-10,poster,3\n2021-08-10,all,8\n"
POOL = "pools.soldater.people=8..30"

COMMANDS = {
    "run": "run plan.yaml --events 1 --actuals counted.csv",
    "compare": "compare plan.yaml --variant flere",
    "lever": "seek plan.yaml --lever pools.soldater.people=8..14 --goal fyldt --replications 30",
    "pool": "seek plan.yaml --smallest-pool soldater --goal fyldt --replications 30",
    "decision": "seek plan.yaml --latest-decision --goal fyldt --replications 30",
    "sweep": f"sweep plan.yaml --vary {POOL}:11",
    "grid": f"sweep plan.yaml --vary {POOL}:22 --vary rotation.start=spread,together",
    "tornado": "sensitivity plan.yaml --replications 2 --measure shortfall.poster",
    "sobol": "sensitivity plan.yaml --method sobol -n 4 --replications 2 "
    "--measure shortfall.poster --measure dwell-broken",
    "backtest": "backtest plan.yaml --actuals counted.csv --replications 20",
    "fit": "backtest plan.yaml --actuals counted.csv --fit pools.soldater.people --fit-runs 4",
}
LIKE_OTHERS = {"lever", "grid", "tornado"}
"""Those whose page is made of what the pages of others are made of."""

ENGLISH = (
    *("the", "of", "and", "is", "are", "was", "were", "with", "from", "not", "each", "than"),
    *("that", "this", "which", "it", "be", "if", "once", "people", "days", "runs", "more", "who"),
)
"""Words that no Danish sentence has; names of measures and paths are written with - and dots."""
_WORD = re.compile(rf"(?<![\w.\-])(?:{'|'.join(ENGLISH)})(?![\w\-]|\.\w)", re.IGNORECASE)
_HIDDEN = re.compile(r"<style.*?</style>|<code.*?</code>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def english(page: str) -> list[str]:
    """Return the texts of a page in which there is an English word, those for the ear included."""
    page = _HIDDEN.sub("", page)
    heard = re.findall(r'(?:alt|aria-label|title)="([^"]*)"', page)
    texts = [html.unescape(text).strip() for text in (*_TAG.sub("\n", page).split("\n"), *heard)]
    return [text for text in dict.fromkeys(texts) if _WORD.search(text)]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(each, marks=pytest.mark.long if each in LIKE_OTHERS else ())
        for each in COMMANDS
    ],
)
def test_no_page_has_an_english_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("counted.csv").write_text(COUNTED, "utf-8")
    words = [*COMMANDS[name].split(), "--language", "da", "--out", "out"]
    done = CliRunner().invoke(main, ["-q", *words])
    assert done.exit_code == 0, done.output
    assert english(Path("out/report.html").read_text("utf-8")) == []


def test_an_english_sentence_is_found() -> None:
    page = (
        '<html><p>Seks poster.</p><p title="No value at all of them">Planen</p>it_is the-one</html>'
    )
    assert english(page) == ["No value at all of them"]
