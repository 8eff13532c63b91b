"""Yardsticks: what the simulator is timed against and checked against."""
