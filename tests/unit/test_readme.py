"""The README says what the program prints."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


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
    page = (ROOT / "reports" / "gallery" / "README.md").read_text("utf-8")
    assert page == _tool("gallery").page()
