"""The README says what the program prints."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
GALLERY = ROOT / "reports" / "gallery"


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_commands_print_what_the_readme_shows() -> None:
    """`python tools/readme.py` mends it."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert _tool("readme").mended(text) == text


def test_links_of_the_documents_lead_somewhere() -> None:
    """Every relative link and picture is there."""
    for page in (ROOT / "README.md", *ROOT.glob("docs/*.md"), ROOT / "scenarios" / "README.md"):
        for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_gallery_shows_the_scenarios_as_they_are() -> None:
    """`make gallery` mends it."""
    page = (GALLERY / "README.md").read_text("utf-8")
    assert page == _tool("gallery").page()


def test_every_picture_of_the_gallery_is_shown_and_all_of_them_are_small() -> None:
    """A picture that nobody shows, or that is not there, or megabytes that everybody downloads."""
    page = (GALLERY / "README.md").read_text("utf-8")
    shown = set(re.findall(r"\]\(([^)#]+)", page))
    files = {str(file.relative_to(GALLERY).as_posix()): file for file in GALLERY.rglob("*.*")}
    assert shown == files.keys() - {"README.md"}
    assert sum(file.stat().st_size for file in files.values()) < 4_000_000


@pytest.mark.long
def test_the_gallery_is_what_is_drawn(tmp_path: Path) -> None:
    """Whoever changes how something is drawn draws the gallery again."""
    tool = _tool("gallery")
    tool.draw(ROOT / "scenarios" / "training-pause.yaml", tmp_path / "drawn")
    drawn = {file.name: file.read_bytes() for file in (tmp_path / "drawn").iterdir()}
    kept = {file.name: file.read_bytes() for file in (GALLERY / "training-pause").iterdir()}
    assert drawn == kept
