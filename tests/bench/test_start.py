"""Starting is quick because nothing is loaded that is not needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCENARIO = Path(__file__).parent.parent.parent / "scenarios" / "lead-nation.yaml"
CODE = """
import sys
from sim.cli import main
try:
    main(sys.argv[1:])
except SystemExit as stop:
    assert not stop.code, stop.code
print("loaded", *{name.partition(".")[0] for name in sys.modules})
"""
HEAVY = {"numpy", "scipy", "matplotlib", "simpy", "jinja2"}


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--version"], HEAVY | {"pydantic", "ruamel", "rich"}),
        (["--help"], HEAVY | {"pydantic", "ruamel", "rich"}),
        (["validate", str(SCENARIO)], {"numpy", "scipy", "matplotlib", "jinja2"}),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], never: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], check=True, capture_output=True, text=True
    )
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert not loaded & never
