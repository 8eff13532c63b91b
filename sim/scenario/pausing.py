"""What can be wrong with pauses: whom they stop, and how they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.contributions.training_teams import TrainingTeams
from sim.pauses.restart import Restart

if TYPE_CHECKING:
    from sim.pauses import Pause
    from sim.scenario.finding import Finding
    from sim.scenario.paths import Path
    from sim.scenario.plan import Scenario


def check_pauses(finding: Finding) -> None:
    """Check what every pause stops, when, and how it ends."""
    plan = finding.plan
    for name, pause in plan.pauses.items():
        where: Path = ("pauses", name)
        if not pause.applies_to:
            finding.error((*where, "applies_to"), "this pause applies to nothing")
        for number, contribution in enumerate(pause.applies_to):
            if pause.parts == ("missions",) and not plan.contributions[contribution].has_missions:
                message = (
                    f"a pause of missions does not touch {contribution!r}, whose posts carry on: "
                    f"say what becomes of them under during_pause"
                )
                finding.error((*where, "applies_to", number), message)
            elif pause.stops == "leave" and not _has_leave(plan, contribution):
                message = f"nobody of {contribution!r} goes on leave"
                finding.error((*where, "applies_to", number), message)
        finding.order(where, pause.from_, pause.until, ("from", "until"))
        _restart(finding, where, pause)


def _restart(finding: Finding, where: Path, pause: Pause) -> None:
    """Check what is said of the end of a pause."""
    if pause.slips is not None and pause.slips.probability == 1 and pause.slips.at_most is None:
        message = "a restart that always slips never comes: say at_most how often"
        finding.error((*where, "slips", "probability"), message)
    recovery = pause.recovery if isinstance(pause, Restart) else None
    served = [finding.plan.contributions[name] for name in pause.applies_to]
    if recovery is not None and not any(isinstance(part, TrainingTeams) for part in served):
        message = "missions are had by training teams, and this pause applies to none"
        finding.error((*where, "recovery"), message, other=((*where, "applies_to"), "here"))


def _has_leave(plan: Scenario, contribution: str) -> bool:
    """Say whether people of a contribution go on leave; teams do not, whatever their pool says."""
    return not isinstance(plan.contributions[contribution], TrainingTeams) and any(
        rotation.leave is not None
        for (name, _), rotation in plan.rotations.items()
        if name == contribution
    )
