"""Limits: what a plan must not exceed."""

from sim.limits.ceilings import Ceiling
from sim.limits.courses import Course
from sim.limits.lift import Flights

__all__ = ["Ceiling", "Course", "Flights"]
