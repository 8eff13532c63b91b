"""What tests in several folders ask for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


@pytest.fixture(scope="module")
def without_png() -> Iterator[None]:
    """Save no picture as PNG in a whole module; as SVG they are what they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.figures.page.Page.png", lambda _: b"")
        yield


@pytest.fixture(scope="module")
def without_pictures(without_png: None) -> Iterator[None]:  # noqa: ARG001  (it is to be there)
    """Save empty pictures in a whole module; words and tables about them are what they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.figures.page.Page.svg", _empty("svg"))
        yield
