"""What was laid over a plan when it was run: variants, and values that were set."""

from __future__ import annotations

from typing import NamedTuple


class Laid(NamedTuple):
    """The variants and settings of a plan, in the order in which they were given."""

    variants: tuple[tuple[str, str], ...] = ()
    """The name and the title of each variant; without a title the second is empty."""
    settings: tuple[str, ...] = ()
    """Each as ``path=value``, as ``--set`` took it."""


AS_IT_STANDS = Laid()
"""Nothing was laid over the plan."""
