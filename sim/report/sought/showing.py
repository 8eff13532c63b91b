"""The picture and the page of a search, and what is kept of it to show it again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import figures
from sim.report.kept import data_of
from sim.report.pages import html
from sim.report.pages.sought import document
from sim.report.pictures import files
from sim.report.sought.picture import figure
from sim.report.sought.question import Question
from sim.scenario.lever import Lever
from sim.study import KeptError, Probe, Sought
from sim.study.questions import Asked

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sim.scenario.load import Plan

    Arrays = Mapping[str, NDArray[Any]]


def show(folder: pathlib.Path, question: Question, manifest: Mapping[str, Any]) -> None:
    """Write the picture and the page of a search, in the language that is spoken.

    Args:
        folder: Where its table is.
        question: What was asked, and the answer.
        manifest: What its manifest says, apart from what may differ.
    """
    with figures.style():
        drawn = figure(question)
        for name, picture in files([drawn]).items():
            (folder / name).write_bytes(picture)
        page = html(document(question, drawn, manifest))
    (folder / "report.html").write_text(page, "utf-8", newline="\n")


def kept(question: Question) -> dict[str, NDArray[Any]]:
    """Return all that the page of a search shows, as arrays."""
    said = {
        "lever": asdict(question.lever),
        "sought": asdict(question.sought),
        "asked": None if question.asked is None else asdict(question.asked),
    }
    data = data_of(question.resolved.tree, question.resolved.folder)
    return {"question": np.array(json.dumps(said)), **data}


def question_of(plan: Plan, label: str, arrays: Arrays) -> Question:
    """Return the question and the answer that were kept.

    Args:
        plan: The plan as it stands.
        label: What it is called.
        arrays: What was kept.

    Raises:
        KeptError: If it is not whole.
    """
    try:
        said = json.loads(str(arrays["question"]))
        sought, asked = said["sought"], said["asked"]
        probes = tuple(Probe(**one) for one in sought["probes"])
        if asked is not None:
            goals, lever = tuple(asked["goals"]), Lever(**asked["lever"])
            asked = Asked(**{**asked, "goals": goals, "lever": lever})
        found = Sought(**{**sought, "probes": probes})
        return Question(label, plan.scenario, plan.resolved, Lever(**said["lever"]), found, asked)
    except (KeyError, TypeError, ValueError) as error:
        raise KeptError(f"it is not whole: {error}") from None
