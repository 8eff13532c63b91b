"""What tests in several folders ask for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save pictures empty, for who looks at none: a small run takes a third of its time then."""
    from sim.figures.page import Page

    monkeypatch.setattr(Page, "_drawn", _empty("svg"))
    monkeypatch.setattr(Page, "_painted", _empty("png"))


def _empty(kind: str) -> Callable[[object], bytes]:
    from matplotlib.figure import Figure

    saved = io.BytesIO()
    Figure(figsize=(1, 1), dpi=10).savefig(saved, format=kind)
    return lambda _: saved.getvalue()
