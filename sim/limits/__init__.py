"""Limits: what a plan must not exceed."""

from sim.limits.ceilings import Ceiling
from sim.limits.courses import Course
from sim.limits.lift import Flights
from sim.limits.reception import Reception

__all__ = ["Ceiling", "Course", "Flights", "Reception"]
