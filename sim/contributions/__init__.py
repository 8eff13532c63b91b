"""Contributions: what a nation has promised, one module for each kind."""

from typing import Annotated

from pydantic import Field

from sim.contributions.lead_nation import LeadNation
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import TrainingTeams

AnyContribution = Annotated[Permanent | TrainingTeams | LeadNation, Field(discriminator="kind")]
"""Any contribution; `kind` says which."""
