"""Pauses: times in which something stops, one module for each thing that can be stopped."""

from typing import Annotated

from pydantic import Field

from sim.pauses.leave import Suspension
from sim.pauses.missions import Missions
from sim.pauses.movement import Movement

Pause = Annotated[Missions | Movement | Suspension, Field(discriminator="stops")]
"""Any pause; `stops` says which."""
