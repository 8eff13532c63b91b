"""How a command runs and speaks; none of it changes a result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command runs, and how it speaks."""

    jobs: int = 1
    """How many processes simulate."""
    quiet: bool = False
    """Whether it says nothing but results and mistakes."""
    as_json: bool = False
    """Whether its results are wanted as JSON."""
    language: str = "en"
    """In which language its report and its pictures are, one of `sim.words.LANGUAGES`."""
    resume: bool = False
    """Whether it goes on with what was done before it was interrupted."""
    executor: str = ""
    """Who simulates instead of processes: `dask:` and the address of a scheduler."""
