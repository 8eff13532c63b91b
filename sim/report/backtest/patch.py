"""What was fitted, as a patch that is laid over the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.problems import visible
from sim.report.cells import written
from sim.scenario.document import dump

if TYPE_CHECKING:
    from sim.report.backtest import Findings
    from sim.scenario.paths import Path
    from sim.study import Fit
    from sim.study.backtesting import Learned


def patch(findings: Findings) -> dict[str, str]:
    """Return the text of the patch by the name of its file; none where nothing was learned."""
    fit = findings.fit
    if fit is None or not any(learned.is_learned for learned in fit.learned):
        return {}
    tree: dict[str, Any] = {
        "contingent": 1,
        "extends": findings.file,
        "name": f"{findings.backtest.plan.name[:53]}-fitted",
    }
    for number, learned in enumerate(fit.learned):
        if learned.is_learned:
            _set(tree, learned.input.path, _said(findings, fit, number, learned))
    comments = "".join(f"# {words}\n" for words in _comments(findings, fit))
    return {"fitted.yaml": comments + dump(tree)}


def _comments(findings: Findings, fit: Fit) -> list[str]:
    points = f"{len(fit.points)} points of {visible(findings.counted_in)}"
    words = [
        f"What {points} say about {visible(findings.label)}: result {findings.run}.",
        f"Put this file beside {visible(findings.file)} and run it; or put what is below the name",
        "into its variants, and choose it with --variant.",
    ]
    if findings.tags:
        words.append(f"It was fitted with {visible(' '.join(findings.tags))}; give that as well.")
    if sum(learned.is_learned for learned in fit.learned) > 1:
        words.append("Each input is drawn by itself; how they hang together is lost here.")
    words.append("The same points cannot test it: they made it. Name it in used_as_input.")
    return words


def _said(findings: Findings, fit: Fit, number: int, learned: Learned) -> dict[str, Any]:
    """Return an input as one of the values that were kept, each as often as it was."""
    values, places = np.unique(fit.values[:, number], return_inverse=True)
    weights = np.bincount(places, fit.kept).astype(int).tolist()
    kept = [
        (learned.input.written(value), weight)
        for value, weight in zip(values.tolist(), weights, strict=True)
        if weight
    ]
    said: dict[str, Any] = {"one_of": [value for value, _ in kept]}
    said["weights"] = [weight for _, weight in kept]
    if learned.input.quantity.per is not None:
        said["per"] = learned.input.quantity.per
    before = written(learned.input.said)
    said["assumed"] = (
        f"fitted to {len(fit.points)} points of {visible(findings.counted_in)} "
        f"(result {findings.run}); before, {before}"
    )
    return said


def _set(tree: dict[str, Any], path: Path, value: object) -> None:
    for name in path[:-1]:
        tree = tree.setdefault(str(name), {})
    tree[str(path[-1])] = value
