"""Make reports/gallery/: the pictures of the scenarios that ship, and a page that shows them.

``python tools/gallery.py``, or ``make gallery``. The page names the run of each picture, so that a
test can say when it is out of date; another, which takes longer, draws a scenario again.
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
SHOWN = {
    "staffing.png": "People in theatre by day: the mean, how far runs differ, three single runs, "
    "what is required and what is allowed; below, how often every required post is filled.",
    "readiness.png": "How sure each goal is, by day, and how sure that is.",
    "sand.png": "Who is in theatre, element on element.",
    "quality.png": "How well posts are filled: met, met with dwell broken, met by extension, not "
    "met; what is not plainly met is enlarged.",
    "shortfall-by-cause.png": "What is missing, and why.",
    "pool-use.svg": "What the people of each pool do; the dashed line is who is available in 95 % "
    "of the runs at least.",
    "rotation.svg": "The rotations of one run: who prepares, travels, hands over, is on post and "
    "recovers; a strip is a post, rows of an element take turns.",
    "dwell.svg": "Time at home before each departure of one run, with the promise as a line.",
}
"""What is shown of every scenario, and what it is."""
WHOLE = "lead-nation"
FEW = ("staffing.png", "sand.png", "shortfall-by-cause.png")
"""Of the other scenarios, so that the repository stays small."""


def scenarios() -> dict[str, Path]:
    """Return the scenarios that ship, the one that is shown whole first."""
    found = {load(file).scenario.name: file for file in (ROOT / "scenarios").glob("*.yaml")}
    return dict(sorted(found.items(), key=lambda one: (one[0] != WHOLE, one[0])))


def shown_of(name: str) -> dict[str, str]:
    """Return the files that are shown of a scenario, and what they are."""
    return {file: words for file, words in SHOWN.items() if name == WHOLE or file in FEW}


def page() -> str:
    """Return the page of the gallery as it should be."""
    plans = {name: load(file).scenario for name, file in scenarios().items()}
    lines = [
        "# Gallery",
        "",
        "The scenarios that ship, as `contingent run` draws them; `make gallery` draws them again.",
        "The pictures of a run stand in its `report.html` too, each with its numbers in a table.",
        "",
    ]
    for name, plan in plans.items():
        run = run_id(plan, plan.run.replications)
        file = scenarios()[name].name
        lines += [f"## {plan.title}", "", f"`contingent run scenarios/{file}`, run {run}", ""]
        for picture, words in shown_of(name).items():
            lines += [words, "", f"![{plan.title}: {words}]({name}/{picture})", ""]
    return "\n".join(lines)


def draw(file: Path, folder: Path) -> None:
    """Run a scenario and put what is shown of it into a folder."""
    name = load(file).scenario.name
    with tempfile.TemporaryDirectory() as place:
        results = Path(place) / name
        command = [str(Path(sys.executable).parent / "contingent"), "-q", "run", str(file)]
        subprocess.run([*command, "--out", str(results)], check=True, stdout=subprocess.DEVNULL)
        folder.mkdir(parents=True)
        for picture in shown_of(name):
            if (results / picture).exists():
                shutil.copy(results / picture, folder)


def main() -> None:
    """Run every scenario and keep its pictures."""
    shutil.rmtree(GALLERY, ignore_errors=True)
    for name, file in scenarios().items():
        draw(file, GALLERY / name)
    (GALLERY / "README.md").write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
