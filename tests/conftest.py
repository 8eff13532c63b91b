"""What tests in several folders ask for."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.figures.page import Page


LONGEST = {"test_cluster.py", "test_proof.py", "test_readme.py"}
"""The files whose tests take longest, each a minute or nearly."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that the end is not a wait for one of them."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save pictures empty, for who looks at none: a small run takes a third of its time then."""
    _empty(monkeypatch, "svg", "png")


@pytest.fixture
def hardly_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw one figure of a run, and save it empty, for who asks where results go and what is told.

    To draw them takes longer than a small run: half of what is left where pictures are empty.
    """
    _empty(monkeypatch, "svg", "png")
    _draw_one(monkeypatch)


@pytest.fixture(scope="module")
def without_png() -> Iterator[None]:
    """Save no picture as PNG in a whole module; as SVG they are what they are."""
    with pytest.MonkeyPatch.context() as patch:
        _empty(patch, "png")
        yield


@pytest.fixture(scope="module")
def without_pictures() -> Iterator[None]:
    """Save empty pictures in a whole module; words and tables about them are what they are."""
    with pytest.MonkeyPatch.context() as patch:
        _empty(patch, "svg", "png")
        yield


@pytest.fixture(scope="module")
def with_one_picture() -> Iterator[None]:
    """Draw one figure of a run in a whole module, and save it empty."""
    with pytest.MonkeyPatch.context() as patch:
        _empty(patch, "svg", "png")
        _draw_one(patch)
        yield


def _draw_one(patch: pytest.MonkeyPatch) -> None:
    from sim.report import pictures
    from sim.report.pictures.sand import sand

    patch.setattr(pictures, "FIGURES", (sand,))


def _empty(patch: pytest.MonkeyPatch, *kinds: str) -> None:
    """Save pictures of some kinds with nothing but a name of the words above them.

    Pictures that say another thing have other bytes, so that who compares files notices.
    """
    for kind in kinds:
        patch.setattr(f"sim.figures.page.Page.{_SAVES[kind]}", _saved(kind))


_SAVES = {"svg": "_drawn", "png": "_painted"}


def _saved(kind: str) -> Callable[[Page], bytes]:
    from matplotlib.figure import Figure

    saved = io.BytesIO()
    Figure(figsize=(1, 1), dpi=10).savefig(saved, format=kind)

    def named(page: Page) -> bytes:
        name = sha256(f"{page.title}\n{page.words}".encode()).hexdigest()
        return saved.getvalue() + f"<!-- {name} -->\n".encode()  # readers stop at the end of a PNG

    return named
