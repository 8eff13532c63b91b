"""What is said in Danish. A test finds what is missing here, and what nobody says any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "posts required": "påkrævede poster",
}
