"""Make reports/gallery/: the pictures of the scenarios that ship, and a page that shows them.

``python tools/gallery.py``, or ``make gallery``. The page names the run of each picture, so that a
test can say when it is out of date.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sim.scenario.load import load
from sim.study import run_id

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "reports" / "gallery"
PICTURES = ("staffing.png", "sand.png")


def page() -> str:
    """Return the page of the gallery as it should be."""
    lines = ["# Gallery", "", "The scenarios that ship, as `contingent run` draws them.", ""]
    for file in sorted((ROOT / "scenarios").glob("*.yaml")):
        plan = load(file).scenario
        run = run_id(plan, plan.run.replications)
        lines += [f"## {plan.title}", "", f"`scenarios/{file.name}`, run {run}", ""]
        lines += [f"![{plan.title}: {name}]({plan.name}/{name})\n" for name in PICTURES]
    return "\n".join(lines)


def main() -> None:
    """Run every scenario and keep its pictures."""
    shutil.rmtree(GALLERY, ignore_errors=True)
    for file in sorted((ROOT / "scenarios").glob("*.yaml")):
        name = load(file).scenario.name
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder) / name
            command = [str(Path(sys.executable).parent / "contingent"), "-q", "run", str(file)]
            subprocess.run([*command, "--out", str(results)], check=True)
            (GALLERY / name).mkdir(parents=True)
            for picture in PICTURES:
                shutil.copy(results / picture, GALLERY / name)
    (GALLERY / "README.md").write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
