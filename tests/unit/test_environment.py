"""The tool that finds Pythons and makes the environments."""

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="environment")
def load_environment(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the tool, which is a script and no part of a package."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "tools" / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


def write_command(path: Path, line: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_python_that_fails_when_it_is_run_is_passed_over(
    environment: ModuleType, tmp_path: Path
) -> None:
    shim = write_command(tmp_path / "python3.13", "echo 'command not found' >&2; exit 127")
    assert environment.ask(shim) is None


def test_a_python_that_runs_says_its_version(environment: ModuleType) -> None:
    found = environment.ask(sys.executable)
    assert found.version == sys.version_info[:3]
    assert Path(found.executable).is_file()


def test_pythons_are_found_on_the_search_path_and_among_the_versions_of_pyenv(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pretend(path: Path, version: str) -> None:
        write_command(path, f"echo {version} {path}")

    pretend(tmp_path / "path" / "python3", "3 11 7")
    pretend(tmp_path / "path" / "python", "2 7 18")
    pretend(tmp_path / "pyenv" / "versions" / "3.13.0" / "bin" / "python", "3 13 0")
    write_command(tmp_path / "path" / "python3.14", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert [python.version for python in environment.supported()] == [(3, 11, 7), (3, 13, 0)]


def test_the_oldest_is_the_last_release_of_the_oldest_line(environment: ModuleType) -> None:
    versions = [(3, 11, 2), (3, 11, 7), (3, 12, 1), (3, 13, 0)]
    pythons = [environment.Python(version, "python") for version in versions]
    assert environment.pick("oldest", pythons).version == (3, 11, 7)
    assert environment.pick("newest", pythons).version == (3, 13, 0)


def test_the_oldest_supported_python_is_that_of_the_project(environment: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={'.'.join(map(str, environment.OLDEST))}"


def test_the_pins_name_no_index_and_no_tool() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    other = [line for line in lines if "==" not in line and not line.startswith("    --hash=")]
    assert other == []
