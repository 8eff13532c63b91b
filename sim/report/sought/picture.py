"""From what seeking came to, to what its picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import figures
from sim.problems import visible

if TYPE_CHECKING:
    from sim.report.sought import Question

NEAR = 20
"""How far the second area goes to either side of the answer."""


def picture(question: Question) -> dict[str, bytes]:
    """Return the picture by the names of its files."""
    sought, lever = question.sought, question.lever
    points = [
        figures.Point(
            probe.value,
            probe.share,
            probe.low,
            probe.high,
            probe.verdict == "met",
            probe.verdict == "missed",
        )
        for probe in sought.probes
    ]
    near = None
    if sought.answer is not None and lever.high - lever.low > 3 * NEAR:
        near = max(lever.low, sought.answer - NEAR), min(lever.high, sought.answer + NEAR)
    with figures.style():
        page = figures.sought(
            points,
            sought.wanted,
            sought.answer,
            near,
            lever.written,
            lever=visible(lever.path),
            title=f"{visible(sought.goal)}: how its probability depends on one value",
            words=visible(f"{question.label}, {lever.path}"),
            caption=(
                "All values meet the same luck. Vertical lines: Wilson's interval of the "
                f"probability, each of {100 * sought.confidence:.2f} %, so wide that together they "
                "hold with 95 % for all values that could have been asked. Values without a mark "
                f"were not asked. Up to {sought.most} runs of each value."
            ),
        )
        return {"seek.svg": page.svg(), "seek.png": page.png()}
