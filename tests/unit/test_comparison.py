"""Plans beside a baseline: differences in pairs that meet the same luck."""

import csv
import datetime as dt
import json
import math
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
import scipy.stats
from click.testing import CliRunner, Result
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from sim import figures
from sim.cli import main
from sim.curves import curves
from sim.figures.calendar import PAUSE
from sim.report.comparison import summary
from sim.report.comparison.around import ceilings, colour, pauses
from sim.report.comparison.picture import figure
from sim.scenario.differing import NOT_SAID, differences
from sim.scenario.load import from_tree
from sim.scenario.plan import Scenario
from sim.study import Compared, Comparison, Contrast, Pairs, Workers
from tests.pages import read
from tests.plans import START, date, posts_tree, tree

if TYPE_CHECKING:
    from sim.scenario.layers import Resolved

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("without_pictures")]

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-12-31
pools:
  people: {people: 30, unavailable: {between: [0 %, 20 %]}}
  spare: {people: 9}
rotation: {tour: 90 d, handover: 5 d, early_return: 900 per 1000 person-years}
contributions:
  guard: {kind: permanent, posts: 8, pool: people, in_place: true}
  desk: {kind: permanent, posts: 1, pool: spare, in_place: true}
goals:
  filled: {fill: 100 %, on: 2021-09-01, with: 80 %}
run: {replications: 40, seed: 5}
variants:
  fewer: {pools: {people: {people: 20}}}
  more: {pools: {people: {people: 60}}}
  later: {start: 2021-03-01}
  easier: {goals: {filled: {fill: 75 %, on: null, from: 2021-08-01}}}
  alike: {goals: {filled: {fill: 100.0 %, of: all}}}
  no-desk: {contributions: {desk: null}}
  without-goal: {goals: {filled: null}}
  without-goals: {goals: null}
  elsewhere: {start: 2023-01-01, end: 2023-12-31, goals: null}
"""


def plan(**says: Any) -> Scenario:
    keys: dict[str, Any] = {"people": 14, "days": 300, "first": None, "tour": "60 d"}
    keys |= {"dwell": "1:2", "early_return": "900 per 1000 person-years", "replacement": "14 d"}
    return from_tree(posts_tree(4, **(keys | says)))


def compared(*plans: Scenario, replications: int = 30) -> Comparison:
    pairs = Pairs(plans)
    for number in range(replications):
        pairs.add(number)
    return Comparison([f"plan {place}" for place in range(len(plans))], pairs)


@pytest.fixture(scope="module")
def two() -> Comparison:
    return compared(plan(), plan(people=10))


def strengths(scenario: Scenario, count: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    lines, days = scenario.at_start.lines, scenario.days
    each = [curves(scenario.replicate(n), lines, days).strength.sum(axis=0) for n in range(count)]
    return np.array(each, np.int64)


def find(found: Compared, measure: str, contribution: str, key: str = "") -> Contrast:
    return next(
        one
        for one in found.contrasts
        if (one.measure.measure, one.measure.contribution, one.measure.key)
        == (measure, contribution, key)
    )


# ---- what is computed -----------------------------------------------------------------------


def test_differences_are_those_of_the_replications_one_by_one(two: Comparison) -> None:
    (found,) = two.compared
    baseline, other = (strengths(study.plan, 30) for study in two.studies)
    pairs = other - baseline
    assert pairs.any()
    np.testing.assert_array_equal(found.mean[-1], pairs.mean(axis=0))
    np.testing.assert_array_equal(found.share_differ[-1], (pairs != 0).mean(axis=0))
    np.testing.assert_array_equal(found.quantile(0.5)[-1], np.sort(pairs, axis=0)[14])
    days = int((pairs != 0).any(axis=0).sum())
    times = scipy.stats.t.ppf(1 - 0.025 / days, 29)
    half = times * pairs.std(axis=0, ddof=1) / math.sqrt(30)
    np.testing.assert_allclose(found.half[-1], half, rtol=2e-4, atol=1e-9)
    np.testing.assert_array_equal(found.is_sure[-1], np.abs(pairs.mean(axis=0)) > found.half[-1])


def test_the_interval_of_a_measure_is_that_of_the_pairs(two: Comparison) -> None:
    (found,) = two.compared
    one = find(found, "shortfall", "posts")
    column = next(
        n
        for n, about in enumerate(two.baseline.measures)
        if (about.measure, about.contribution, about.key) == ("shortfall", "posts", "")
    )
    before, after = (study.values[:, column] for study in two.studies)
    oracle = scipy.stats.ttest_rel(after, before).confidence_interval(0.95)
    assert (one.low, one.high) == pytest.approx((oracle.low, oracle.high), rel=1e-3)
    assert one.difference == pytest.approx((after - before).mean())
    assert (one.baseline, one.value) == pytest.approx((before.mean(), after.mean()))
    assert one.better == "less"
    assert one.wins == (after < before).mean()
    assert one.more + one.equal + one.less == pytest.approx(1)
    assert one.is_sure


def test_a_plan_beside_itself_differs_nowhere() -> None:
    (found,) = compared(plan(), plan(), replications=5).compared
    assert not found.mean.any()
    assert not found.is_sure.any()
    assert {one.difference for one in found.contrasts if one.pairs} == {0}
    assert not any(one.is_sure for one in found.contrasts)
    assert not list(found.spans(0))


def test_a_measure_on_two_days_has_both_as_its_key_and_on_uncertain_ones_none() -> None:
    def led(takes: object) -> Scenario:
        lead = {
            "kind": "lead-nation",
            "takes_command": takes,
            "hands_over_command": date(90),
            "elements": {"guard": {"posts": 1, "pool": "people"}},
        }
        return from_tree(tree({"lead": lead}, pools={"people": {"people": 9}}, days=100))

    plans = led(date(40)), led(date(50)), led({"one_of": [date(40), date(60)]})
    sooner, uncertain = compared(*plans, replications=4).compared
    both = find(sooner, "fill-at-transfer", "lead", f"{date(40)} and {date(50)}")
    assert (both.baseline, both.value) == (1, 1)
    assert find(uncertain, "fill-at-transfer", "lead", "").value == 1


def test_a_difference_of_some_pairs_says_of_how_many() -> None:
    """Days late exist where somebody was late, which in the baseline is in some runs only."""
    found = compared(plan(people=14), plan(people=8))
    late = find(found.compared[0], "days-late", "all")
    assert late.is_sure
    assert 1 < late.pairs < 30
    assert late.value - late.baseline != pytest.approx(late.difference)
    empty = cast("Resolved", SimpleNamespace(tree={}))
    lines = summary(found, [empty, empty]).splitlines()
    (said,) = (line for line in lines if line.startswith("  days-late of all "))
    assert said.endswith(f"of the pairs; both have a value in {late.pairs} of 30 pairs")
    (whole,) = (line for line in lines if line.startswith("  shortfall of all  "))
    assert whole.endswith("of the pairs")


def test_several_plans_have_wider_intervals_that_hold_together(two: Comparison) -> None:
    three = compared(plan(), plan(people=10), plan(people=11))
    assert three.confidence == pytest.approx(0.975)
    assert two.confidence == 0.95
    narrow, wide = (find(one.compared[0], "shortfall", "posts") for one in (two, three))
    ratio = scipy.stats.t.ppf(0.9875, 29) / scipy.stats.t.ppf(0.975, 29)
    assert wide.high - wide.low == pytest.approx(ratio * (narrow.high - narrow.low), rel=1e-3)


def test_spans_are_runs_of_days_that_surely_differ(two: Comparison) -> None:
    (found,) = two.compared
    row = len(found.rows) - 1
    spans = list(found.spans(row))
    assert spans
    days = sum((span.last - span.first).days + 1 for span in spans)
    assert days == found.is_sure[row].sum()
    for span in spans:
        first = two.baseline.plan.day(span.first)
        assert found.is_sure[row, first]
        assert first == 0 or not found.is_sure[row, first - 1]
        assert abs(span.largest) == pytest.approx(
            np.abs(found.mean[row, first : first + (span.last - span.first).days + 1]).max()
        )


def test_two_workers_come_to_the_same(two: Comparison) -> None:
    from functools import partial

    plans = [study.plan for study in two.studies]
    with Workers(2) as workers:
        pairs = workers.carry_out(partial(Pairs, plans), range(30))
    again = Comparison(two.labels, pairs).compared[0]
    (found,) = two.compared
    assert again.contrasts == found.contrasts or repr(again.contrasts) == repr(found.contrasts)
    for share in (0.05, 0.5, 0.95):
        np.testing.assert_array_equal(again.quantile(share), found.quantile(share))
    np.testing.assert_array_equal(again.half, found.half)


def test_a_replication_that_fails_in_one_plan_is_no_pair() -> None:
    class Faulty(Scenario):
        def replicate(self, replication: int) -> Any:
            if replication == 2:
                raise ArithmeticError("planted")
            return super().replicate(replication)

    faulty = Faulty.model_validate(plan(people=10).model_dump(mode="json", exclude_none=True))
    made = compared(plan(), faulty, replications=5)
    assert made.failures == {"plan 1": {2: "ArithmeticError: planted"}}
    assert made.compared[0].pairs == 4
    one = find(made.compared[0], "shortfall", "posts")
    assert one.pairs == 4


def test_plans_of_other_days_are_compared_on_those_that_they_share() -> None:
    long = plan(first=1, people=400)
    short = from_tree(
        {
            **posts_tree(4, people=400, days=200, tour="60 d"),
            "start": long.date(50).isoformat(),
            "end": long.date(249).isoformat(),
        }
    )
    (found,) = compared(long, short, replications=2).compared
    assert (found.start, found.days) == (long.date(50), 200)
    both = strengths(short, 2) - strengths(long, 2)[:, 50:250]
    np.testing.assert_array_equal(found.mean[-1], both.mean(axis=0))


# ---- the picture ----------------------------------------------------------------------------


def halted(until: str, people: int) -> Scenario:
    """Return a plan with a pause, below a ceiling."""
    says = posts_tree(4, people=14, days=300, first=None)
    halt = {"stops": "movement", "from": date(90), "until": until, "applies_to": ["posts"]}
    limits = {"pauses": {"halt": halt}, "ceilings": {"mandate": {"people": people}}}
    return from_tree(says | limits)


def test_the_picture_shows_pauses_and_ceilings_and_whose_they_are() -> None:
    same = compared(halted(date(120), 5), halted(date(120), 5), replications=2)
    assert [pause.words for pause in pauses(same, START)] == ["halt: movement paused"]
    assert [limit.words for limit, _ in ceilings(same, START, 300)] == ["ceiling mandate: 5"]
    other = compared(halted(date(120), 5), halted(date(130), 6), replications=2)
    assert [(pause.words, pause.latest) for pause in pauses(other, START)] == [
        ("halt: movement paused (plan 0)", 120),
        ("halt: movement paused (plan 1)", 130),
    ]
    limits = ceilings(other, START, 300)
    assert [(limit.words, limit.people[0]) for limit, _ in limits] == [
        ("ceiling mandate: 5 (plan 0)", 5),
        ("ceiling mandate: 6 (plan 1)", 6),
    ]
    with figures.style():
        drawn = figure(other)
    calendar, strength, *others = drawn.page.figure.axes
    assert [text.get_text() for text in calendar.texts] == [
        *("halt: movement paused (plan 0)", "halt: movement paused (plan 1)")
    ]
    said = {text.get_text().replace("\n", " ") for text in strength.texts}
    assert said >= {limit.words for limit, _ in limits}
    for area in (strength, *others):
        shaded = [one for one in area.patches if one.get_facecolor()[:3] == to_rgb(PAUSE)]
        assert len(shaded) == 2, area
    assert "Shaded: pauses" in drawn.description


def test_the_picture_of_plans_that_are_marked_bears_the_markings_of_all() -> None:
    plain = halted(date(120), 5)
    plans = [plain.model_copy(update={"marking": words}) for words in ("", "Open", "Secret")]
    with figures.style():
        drawn = figure(compared(*plans, plans[1], replications=2))
    said = [text.get_text() for text in drawn.page.figure.findobj(Text)]
    assert any(words.startswith("Open / Secret \N{MIDDLE DOT} ") for words in said)


def test_costs_in_another_currency_are_no_difference() -> None:
    def costly(currency: str) -> Scenario:
        rates = {"currency": currency, "movement": 5}
        return from_tree(posts_tree(2, people=9, days=60) | {"costs": rates})

    dear, same, other = costly("DKK"), costly("DKK"), costly("EUR")
    pairs = compared(dear, same, other, replications=2)
    has_costs = [any(one.measure.measure == "cost" for one in c.contrasts) for c in pairs.compared]
    assert has_costs == [True, False]


# ---- what differs in the input --------------------------------------------------------------


def test_each_of_several_plans_has_a_colour_of_its_own() -> None:
    assert len({colour(place) for place in range(5)}) == 5


def test_input_differs_by_whole_quantities_and_what_is_left_out() -> None:
    first = {"name": "a", "pools": {"x": {"people": 5}}, "pauses": {"p": {"until": {"low": "1 d"}}}}
    second = {
        "name": "b",
        "pools": {"x": {"people": 5}},
        "pauses": {"p": {"until": "3 d"}},
        "goals": {"g": {"with": "5 %"}},
    }
    found = {one.path: (one.first, one.second) for one in differences(first, second)}
    assert found == {
        ("pauses", "p", "until"): ({"low": "1 d"}, "3 d"),
        ("goals",): (NOT_SAID, {"g": {"with": "5 %"}}),
    }


# ---- the command ----------------------------------------------------------------------------


def contingent(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "small.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return "small.yaml"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_a_variant_is_compared_with_the_plan_as_it_stands(file: str) -> None:
    ran = contingent("compare", file, "--variant", "fewer")
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("small@fewer beside small\n40 pairs of runs with the same luck")
    assert "pools.people.people  30  ->  20" in ran.stdout
    folder = Path("reports/compare-small-with-small@fewer")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["status"] == "complete"
    assert set(manifest["files"]) | {"manifest.json"} == {item.name for item in folder.iterdir()}
    for name in ("input.csv", "comparison.csv", "differences.csv"):
        table = rows(folder / name)
        assert {row["run"] for row in table} == {manifest["run"]}
        assert list(table[0])[-1] == "run"
    (goal,) = (row for row in rows(folder / "comparison.csv") if row["measure"] == "goal")
    assert goal["plan"] == "small@fewer"
    assert float(goal["low"]) < float(goal["difference"]) < float(goal["high"])
    assert goal["share_better"] == goal["share_more"]
    assert float(goal["value"]) - float(goal["baseline"]) == pytest.approx(
        float(goal["difference"]), abs=1e-6
    )


def test_equal_comparisons_have_equal_bytes(file: str) -> None:
    for jobs in ("1", "2"):
        words = ("--replications", "8", "--jobs", jobs, "--out", jobs)
        assert contingent("compare", file, "--variant", "fewer", *words).exit_code == 0
    one, other = ({item.name: item.read_bytes() for item in Path(jobs).iterdir()} for jobs in "12")
    assert json.loads(one.pop("manifest.json"))["this_run"]["jobs"] == 1
    assert json.loads(other.pop("manifest.json"))["this_run"]["jobs"] == 2
    assert one == other


def test_several_variants_are_compared_with_the_baseline(file: str) -> None:
    command = ["compare", file, "--variant", "fewer", "--variant", "more", "--replications", "2"]
    first = json.loads(contingent(*command, "--json").stdout)
    assert first["baseline"] == "small@fewer"
    assert [one["plan"] for one in first["plans"]] == ["small@more"]
    whole = json.loads(contingent(*command, "--baseline", "small", "--json").stdout)
    assert whole["baseline"] == "small"
    assert [one["plan"] for one in whole["plans"]] == ["small@fewer", "small@more"]
    assert whole["confidence"] == pytest.approx(0.975)
    said = contingent(*command, "--baseline", "small").stdout
    assert said.startswith("small@fewer, small@more beside small, the baseline\n")
    assert contingent(*command).stdout.startswith("small@more beside small@fewer, the baseline\n")
    assert "intervals of 97.5 % each, so that those of all 2 plans hold together" in said
    other = json.loads(contingent(*command, "--baseline", "more", "--json").stdout)
    assert other["baseline"] == "small@more"


def test_a_run_that_fails_is_told_with_its_plan(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replicate = Scenario.replicate

    def faulty(plan: Scenario, number: int) -> Any:
        if number == 2 and plan.pools["people"].number.middle == 20:
            raise ArithmeticError("planted")
        return replicate(plan, number)

    monkeypatch.setattr(Scenario, "replicate", faulty)
    ran = contingent("compare", file, "--variant", "fewer", "--replications", "5", "--jobs", "1")
    assert ran.exit_code == 4
    assert ran.stderr.endswith(
        "small@fewer: 1 replication failed; number 2: ArithmeticError: planted\n"
    )


def test_files_meet_the_luck_of_the_baseline(file: str) -> None:
    text = PLAN.replace("name: small", "name: other").replace("seed: 5", "seed: 6")
    Path("other.yaml").write_text(text, "utf-8")
    ran = contingent("compare", file, "other.yaml", "--replications", "5")
    assert ran.exit_code == 0
    assert "seed 5" in ran.stdout
    assert "nothing: both plans say the same about the world" in ran.stdout
    assert "nothing that so many pairs can show" in ran.stdout
    assert "none that so many pairs can show" in ran.stdout


def test_what_only_one_plan_has_is_compared_with_nobody(file: str) -> None:
    ran = contingent("compare", file, "--variant", "no-desk", "--replications", "5", "--out", "x")
    assert ran.exit_code == 0
    table = [row for row in rows(Path("x/differences.csv")) if row["contribution"] == "desk"]
    assert len(table) == 365
    assert all(-2 <= float(row["difference"]) <= 0 for row in table)
    assert min(float(row["difference"]) for row in table) < 0
    assert "contributions.desk" in ran.stdout
    assert "(not said)" in ran.stdout


def test_days_that_are_not_shared_are_left_out(file: str) -> None:
    ran = contingent("compare", file, "--variant", "later", "--replications", "5", "--out", "x")
    assert ran.exit_code == 0, ran.output
    dates = {dt.date.fromisoformat(row["date"]) for row in rows(Path("x/differences.csv"))}
    assert min(dates) >= dt.date(2021, 3, 1)


@pytest.mark.parametrize(
    ("variant", "caution"),
    [
        ("fewer", ""),
        ("alike", ""),
        ("without-goal", ""),
        ("without-goals", ""),
        (
            "later",
            (
                "Measures and goals of the whole plan count other days than in the baseline: "
                "1 Mar 2021 to 31 Dec 2021, not 1 Jan 2021 to 31 Dec 2021."
            ),
        ),
        (
            "easier",
            (
                "The goal filled asks for something else than in the baseline: fill 75 %, not "
                "100 %; on (not said), not 2021-09-01; from 2021-08-01, not (not said)."
            ),
        ),
    ],
)
def test_what_is_not_the_same_in_both_plans_is_said(file: str, variant: str, caution: str) -> None:
    """On the terminal, on the page and as data."""
    words = ["compare", file, "--variant", variant, "--replications", "3", "--out", "x"]
    _, heading, below = contingent(*words).stdout.partition("\nNot the same in both\n")
    assert bool(heading) is bool(caution)
    assert below.partition("\n")[0].strip() == caution
    page = read(Path("x/report.html").read_text("utf-8")).text
    assert page.count("than in the baseline") == bool(caution)
    assert caution in page
    (found,) = json.loads(contingent(*words, "--json").stdout)["plans"]
    assert found["cautions"] == ([caution] if caution else [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["small.yaml"], "give a second file, or --variant, to compare with"),
        (["small.yaml", "small.yaml"], "a plan is compared with itself"),
        (["small.yaml", "b.yaml", "--variant", "more"], "several files, or one file and variants"),
        (["small.yaml", "--variant", "more", "--baseline", "no"], "is one of small, more, not no"),
        (["small.yaml", "--variant", "elsewhere"], "the plans have no day in common"),
    ],
)
def test_wrong_commands_are_told(file: str, words: list[str], said: str) -> None:
    assert file
    ran = contingent("compare", *words)
    assert ran.exit_code == 2
    assert said in ran.stderr
