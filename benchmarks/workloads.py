"""The workloads of the benchmark as plans in our own language.

W1 is the lead nation of `naive`; the others change one thing of it. Figures are those of the
workload's description, not of any mission.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.scenario.load import from_tree

if TYPE_CHECKING:
    from sim.scenario.plan import Scenario

MOVEMENT = {
    "stops": "movement",
    "from": "2020-03-13",
    "until": "2020-05-15",
    "applies_to": ["permanent", "teams", "lead"],
}
TOO_LATE = 1000
"""Days after which nobody is sent any more for the rest of a tour."""
REACHING = {
    f"reaching-{year}": {
        "stops": "missions",
        "from": f"{year}-10-15",
        "until": {"low": f"{year}-11-01", "likely": f"{year}-11-30", "high": f"{year}-12-31"},
        "applies_to": ["teams"],
    }
    for year in (2020, 2021, 2022)
}
THIRDS = ("33.333333 %", "66.666666 %", "100 %")


def lead_nation(  # noqa: PLR0913  (what the workloads differ in)
    *,
    scale: int = 1,
    share_of_pool: float = 1.0,
    in_theatre: str = "carry on",
    pauses: bool = True,
    limits: bool = False,
    replaces: bool = True,
) -> Scenario:
    """Return W1, or another workload.

    Args:
        scale: 1 for W1, 10 for W10, 100 for W2: people, posts and requests are multiplied.
        share_of_pool: 0.8 for WS: a shortage.
        in_theatre: `hold` for WI: each year has a pause more, which reaches missions under way.
        pauses: Whether there is a pause at all.
        limits: Whether every limit that can be had is on: teams at once, a pause of movement,
            places in preparation and in reception, flights, and enforced ceilings.
        replaces: Whether somebody comes for who is lost; otherwise they would come too late.
    """
    late = f"{TOO_LATE} d"
    tree: dict[str, Any] = {
        "contingent": 1,
        "name": f"w{scale}",
        "start": "2020-01-01",
        "end": "2022-12-31",
        "pools": {"people": {"people": round(900 * scale * share_of_pool)}},
        "rotation": {
            "tour": "180 d",
            "handover": "10 d",
            "notice": "90 d",
            "preparation": {"low": "30 d", "likely": "45 d", "high": "60 d"},
            "travel": {"one_of": ["1 d", "2 d", "3 d"]},
            "reception": "0 d",
            "dwell": "1:2",
            "early_return": "1.2 % per person-month",
            "replacement": {"low": "14 d", "likely": "20 d", "high": "30 d"} if replaces else late,
            "if_relief_is_late": "extend up to 14 d",
            "start": "together",
        },
        "contributions": {
            "permanent": {"kind": "permanent", "posts": 4 * scale, "pool": "people"},
            "teams": {
                "kind": "training-teams",
                "team": {"people": 6},
                "requests": {"per_year": 365.25 / 45 * scale},
                "mission": {"low": "14 d", "likely": "21 d", "high": "35 d"},
                "during_pause": {"in_theatre": in_theatre, "new": "postpone"},
            },
            "lead": {
                "kind": "lead-nation",
                "takes_command": "2020-11-26",  # day 330
                "hands_over_command": "2022-05-30",  # day 880
                "ramp_up": [
                    {"share": share, "by": by}
                    for share, by in zip(
                        THIRDS, ("60 d before", "30 d before", "0 d before"), strict=True
                    )
                ],
                "ramp_down": [
                    {"share": THIRDS[1], "by": "0 d after"},
                    {"share": THIRDS[0], "by": "20 d after"},
                    {"share": "0 %", "by": "40 d after"},
                ],
                "elements": {"posts": {"posts": 210 * scale, "pool": "people"}},
            },
        },
    }
    if pauses:
        tree["pauses"] = {
            "training": {
                "stops": "missions",
                "from": "2020-01-01",
                "until": {"low": "2020-03-01", "likely": "2020-05-30", "high": "2020-09-27"},
                "applies_to": ["teams"],
            }
        }
    if in_theatre == "hold":
        tree["pauses"] = {**tree.get("pauses", {}), **REACHING}
    if limits:
        tree["contributions"]["teams"]["at_once"] = 2
        tree["pauses"] = {**tree.get("pauses", {}), "movement": MOVEMENT}
        everybody = sorted(tree["contributions"])
        tree["rotation"]["course"] = "training"
        tree["courses"] = {"training": {"places": 220 * scale}}
        flights = {"weekdays": ["tuesday", "friday"], "seats": 92 * scale}
        tree["lift"] = {"rotator": {**flights, "applies_to": everybody}}
        tree["reception_places"] = {"camp": {"people": 120 * scale, "applies_to": everybody}}
        tree["ceilings"] = {
            "mandate": {"people": 285 * scale, "enforced": True},
            "lead": {"people": 270 * scale, "of": "lead", "enforced": True},
        }
    return from_tree(tree)
