"""Whatever a plan says can be moved, as it is written, or is left out with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.problems import PlanError
from sim.scenario.inputs import inputs
from sim.scenario.load import Template
from tests.contract.test_keys import BASE

pytestmark = pytest.mark.once

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
EXTENDED = ("lead-nation-as-it-went.yaml", "training-pause.yaml")
"""Those that extend another: nearly all that they say is said there."""
FORMS = ("write", "written", "cannot be uncertain", "should be", "needs its unit")
"""What a message says of a value that is of no form."""


def whole(tmp_path: Path) -> Path:
    """Return a plan with every kind of part."""
    file = tmp_path / "all.yaml"
    file.write_text(json.dumps(BASE), "utf-8")
    return file


@pytest.mark.parametrize(
    "name",
    [
        "",
        *sorted(file.name for file in SCENARIOS.glob("*.yaml") if file.name not in EXTENDED),
        *(pytest.param(name, marks=pytest.mark.long) for name in EXTENDED),
    ],
    ids=lambda name: name or "all",
)
def test_every_end_is_of_a_form_that_the_language_reads(name: str, tmp_path: Path) -> None:
    template = Template(SCENARIOS / name if name else whole(tmp_path))
    found, left = inputs(template.plan())
    assert found
    assert not [one for one in left if "kind" in one.why]
    for one in found:
        for value in (one.low, one.high):
            try:
                template.plan(one.settings(value))
            except PlanError as error:
                told = [problem.message for problem in error.problems]
                assert not any(form in message for message in told for form in FORMS), (
                    one.name,
                    value,
                    told,
                )
