"""What tests in several folders ask for."""

from __future__ import annotations

import io

import pytest


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save pictures empty, for who looks at none: a small run takes a third of its time then."""
    from matplotlib.figure import Figure

    from sim.figures.page import Page

    def empty(kind: str) -> bytes:
        saved = io.BytesIO()
        Figure(figsize=(1, 1), dpi=10).savefig(saved, format=kind)
        return saved.getvalue()

    for name, kind in (("_drawn", "svg"), ("_painted", "png")):
        monkeypatch.setattr(Page, name, lambda _, saved=empty(kind): saved)
