"""What a row of curves is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of curves is about; what does not apply is empty."""

    contribution: str = ""
    element: str = ""
    pool: str = ""
    state: str = ""
    cause: str = ""
