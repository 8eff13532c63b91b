"""Pauses: times in which something stops, one module for each thing that can be stopped."""

from typing import Annotated

from pydantic import Field

from sim.pauses.all import All
from sim.pauses.leave import Suspension
from sim.pauses.missions import Missions
from sim.pauses.movement import Movement
from sim.pauses.preparation import Preparation

Pause = Annotated[
    Missions | Preparation | Movement | Suspension | All, Field(discriminator="stops")
]
"""Any pause; `stops` says which."""
