"""Many designs of a plan, simulated as replications are, and reduced as soon as they are whole."""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.measures import Measure, Yardstick, choosing
from sim.scenario.load import Template, from_tree
from sim.scenario.varied import read
from sim.study import Workers, run, summary
from sim.study.designs import Designs, designs
from sim.study.sweeping import Points, Sweep, sweep
from tests.plans import posts_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.scenario.plan import Scenario

pytestmark = pytest.mark.once

PLAN = """\
contingent: 1
name: small
start: 2021-01-01
end: 2021-06-30
pools: {people: {people: {between: [6, 20]}}}
rotation: {tour: 30 d, handover: 3 d, early_return: 900 per 1000 person-years}
contributions: {posts: {kind: permanent, posts: 4, pool: people, in_place: true}}
goals: {half: {fill: 50 %, from: 2021-02-01, until: 2021-06-30, with: 50 %}}
run: {replications: 12, seed: 7}
"""


RUNS = 6


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    file = tmp_path_factory.mktemp("plan") / "small.yaml"
    file.write_text(PLAN, "utf-8")
    return Template(file)


def swept(template: Template, jobs: int = 1, **how: Any) -> Sweep:
    chosen = designs([read("pools.people.people=12..20:2"), read("rotation.tour=30 d,40 d")])
    with Workers(jobs) as workers:
        return sweep(template, chosen, RUNS, workers, **how)


@pytest.fixture(scope="module")
def found(template: Template) -> Sweep:
    """What ten designs come to."""
    return swept(template)


def test_each_design_comes_to_what_its_plan_comes_to_alone(
    template: Template, found: Sweep
) -> None:
    assert found.is_whole
    for design in (0, 3, 9):
        alone = summary(run(template.plan(found.designs.settings(design)).scenario, RUNS))
        outcome = found.outcomes[design]
        told = tuple(outcome.estimate(place) for place in range(len(outcome.measures)))
        assert repr(told) == repr(alone)


def test_several_workers_come_to_the_same(template: Template, found: Sweep) -> None:
    two = swept(template, jobs=2)
    assert found.run == two.run
    assert list(found.outcomes) == list(two.outcomes)
    for design, outcome in found.outcomes.items():
        np.testing.assert_array_equal(outcome.table, two.outcomes[design].table)


def test_what_is_kept_does_not_grow_with_replications(template: Template) -> None:
    """Only of designs under way, of which replications are still missing."""
    sizes = []
    for replications in (3, 30):
        points = Points(lambda _: template.plan().scenario, replications)
        for number in range(2 * replications):
            points.add(number)
        sizes.append(len(pickle.dumps(points.outcomes())))
        assert not points._rows
    assert sizes[1] == pytest.approx(sizes[0], rel=0.01)


def test_measures_of_many_designs_are_kept_once(found: Sweep) -> None:
    assert len({id(outcome.measures) for outcome in found.outcomes.values()}) == 1


def test_replications_may_come_in_any_order(template: Template) -> None:
    plan = template.plan().scenario
    make = partial(Points, lambda _: plan, 6)
    straight, parts = make(), make()
    for number in range(12):
        straight.add(number)
    for numbers in ((11, 3), (0, 7, 8), (10, 9, 6), (5, 4, 2, 1)):
        part = make()
        for number in numbers:
            part.add(number)
        parts.merge(part)
    for design, outcome in straight.outcomes().items():
        np.testing.assert_array_equal(outcome.table, parts.outcomes()[design].table)


def test_what_was_stopped_keeps_whole_designs_and_part_of_the_next(
    template: Template, found: Sweep
) -> None:
    done: list[int] = []
    part = swept(template, progress=lambda n, _: done.append(n), is_stopped=lambda: len(done) == 15)
    assert not part.is_whole
    assert [outcome.done for outcome in part.outcomes.values()] == [6, 6, 3]
    assert part.run != found.run
    estimates = part.estimates("half")
    assert [one is None for one in estimates] == [False] * 3 + [True] * 7
    assert np.isnan(part.values("half")[3:]).all()


def faulty(plan: Scenario, bad: Callable[[int], bool]) -> Scenario:
    class Faulty(type(plan)):  # type: ignore[misc]
        def replicate(self, replication: int) -> Any:
            if bad(replication):
                raise ArithmeticError("planted")
            return super().replicate(replication)

    made: Scenario = Faulty.model_validate(plan.model_dump(mode="json", exclude_none=True))
    return made


def test_replications_that_fail_are_left_out_and_told() -> None:
    plan = from_tree(posts_tree(2, people=9, days=50, tour="20 d"))
    points = Points(lambda design: faulty(plan, lambda n: design == 1 and n != 2), 4)
    for number in range(8):
        points.add(number)
    first, second = points.outcomes().values()
    assert (first.done, dict(first.failures)) == (4, {})
    assert second.done == 1
    assert dict(second.failures) == dict.fromkeys((0, 1, 3), "ArithmeticError: planted")
    np.testing.assert_array_equal(second.table[:, 0], first.table[:, 0])


def test_a_design_of_which_all_fail_is_whole_and_empty() -> None:
    plan = from_tree(posts_tree(2, people=9, days=50, tour="20 d"))
    points = Points(lambda _: faulty(plan, lambda _: True), 3)
    for number in range(3):
        points.add(number)
    found = Sweep(plan, Designs(("end",), (("2021-02-01",),)), points.outcomes(), 3)
    assert found.is_whole
    assert found.failed == 3


def test_some_measures_are_kept_where_only_some_are_wanted(
    template: Template, found: Sweep
) -> None:
    some = swept(template, names=("half", "shortfall.posts"))
    assert [choosing.name(one) for one in some.measures] == ["half", "shortfall.posts"]
    for name in ("half", "shortfall.posts"):
        np.testing.assert_array_equal(some.values(name), found.values(name))


def test_a_measure_that_a_design_does_not_have_is_nothing_there(template: Template) -> None:
    """A plan that ends in 2021 has no person-days of 2022."""
    chosen = Designs(("end",), (("2021-06-30",), ("2022-01-31",)))
    for names in ((), ("person-days.all.2022",)):
        with Workers() as workers:
            found = sweep(template, chosen, 2, workers, names=names)
        values = found.values("person-days.all.2022")
        assert np.isnan(values[0])
        assert values[1] == pytest.approx(31 * 4, rel=0.2)


# ---- the names of measures ------------------------------------------------------------------


def test_every_measure_has_a_name_of_its_own_that_chooses_it(template: Template) -> None:
    measures = Yardstick(template.plan().scenario).measures
    names = [choosing.name(one) for one in measures]
    assert len(set(names)) == len(names)
    assert [choosing.choose(measures, name) for name in names] == list(range(len(names)))


def test_what_is_left_out_means_the_whole(template: Template) -> None:
    measures: list[Measure] = list(Yardstick(template.plan().scenario).measures)

    def chosen(text: str) -> str:
        return choosing.name(measures[choosing.choose(measures, text)])

    assert chosen("shortfall") == "shortfall.all"
    assert chosen("shortfall.posts") == "shortfall.posts"
    assert chosen("person-days.2021") == "person-days.all.2021"
    assert chosen("goal.half") == "half"
    with pytest.raises(choosing.ChoiceError, match="Did you mean 'half'"):
        chosen("hlf")
    assert chosen("tours-per-person") == "tours-per-person.all"
    measures += [Measure("person-days", "all", "", "2022", "person-days", "")]
    with pytest.raises(
        choosing.ChoiceError, match=r"may be person-days\.all\.2021, person-days\.all\."
    ):
        chosen("person-days")
