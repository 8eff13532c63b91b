"""Limits: what a plan must not exceed."""

from sim.limits.ceilings import Ceiling

__all__ = ["Ceiling"]
