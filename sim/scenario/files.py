"""Open a file that somebody sent: look at it before reading it, and read only plain UTF-8 text."""

from __future__ import annotations

import itertools
import re
import stat
from typing import TYPE_CHECKING

from sim.problems import Place, PlanError, Problem, place_in, suggest, visible
from sim.words import number

if TYPE_CHECKING:
    import pathlib

MOST_BYTES = 2_000_000
LINE_BREAK = re.compile("\r\n|\n|\r")

_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHER_ENCODINGS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_NAMES_LOOKED_AT = 1000  # in a folder, for a suggestion


def text_of(file: pathlib.Path, source: str) -> str:
    """Return the text of a plan's file.

    Args:
        file: What to open.
        source: The file as the user named it, for messages.

    Raises:
        PlanError: It is missing, not a file, too large, or not UTF-8 text.
    """
    _look_at(file, source)
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refused(source, f"the file cannot be read: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise _refused(source, _too_large(len(data)))
    return _decoded(data, source)


def check_characters(text: str, source: str) -> None:
    """Refuse text with characters that YAML does not allow: NUL, escape codes, half surrogates."""
    if text.isascii() and text.isprintable():
        return
    found = _NOT_ALLOWED.search(text)
    if found is not None:
        code = f"U+{ord(found.group()):04X}"
        message = f"the character {code} cannot stand in a plan: is this a text file?"
        raise PlanError([Problem("error", "", message, place_at(text, found.start(), source))])


def place_at(text: str, index: int, source: str) -> Place:
    """Return the place of the character with that index."""
    breaks = [found.end() for found in LINE_BREAK.finditer(text, 0, index)]
    start = breaks[-1] if breaks else 0
    end = LINE_BREAK.search(text, index)
    line = text[start : end.start() if end else len(text)]
    return place_in(source, len(breaks) + 1, index - start + 1, line)


def _look_at(file: pathlib.Path, source: str) -> None:
    """Refuse what is no ordinary file of a sensible size, without opening it."""
    if "\0" in str(file):
        raise _refused(source, "a file name cannot have a NUL character in it")
    try:
        found = file.stat()
    except FileNotFoundError as error:
        raise _missing(file, source) from error
    except OSError as error:
        raise _refused(source, f"the file cannot be opened: {error.strerror}") from error
    if stat.S_ISDIR(found.st_mode):
        raise _refused(source, "this is a folder; name the file of a plan in it")
    if not stat.S_ISREG(found.st_mode):
        raise _refused(source, "this is not a regular file (but a device, a pipe or the like)")
    if found.st_size > MOST_BYTES:
        raise _refused(source, _too_large(found.st_size))


def _missing(file: pathlib.Path, source: str) -> PlanError:
    folder = file.parent
    if file.is_symlink():
        return _refused(source, "this is a link to a file that is not there")
    if not folder.is_dir():
        return _refused(source, f"there is no folder '{visible(str(folder), 100)}'")
    names = sorted(entry.name for entry in itertools.islice(folder.iterdir(), _NAMES_LOOKED_AT))
    near = suggest(file.name, names) or suggest(f"{file.name}.yaml", names)
    plans = tuple(name for name in names if name.endswith((".yaml", ".yml")))
    return PlanError(
        [
            Problem(
                "error",
                "",
                "there is no such file",
                Place(source, 0, 0, ""),
                choices=plans,
                suggestion=near,
            )
        ]
    )


def _decoded(data: bytes, source: str) -> str:
    for mark, name in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise _refused(source, f"the text is {name}; save the file as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, source) from error
    if "\0" in text[:1000] and text[:1000].count("\0") * 3 >= len(text[:1000]):
        raise _refused(source, "the text looks like UTF-16; save the file as UTF-8")
    check_characters(text, source)
    return text


def _not_utf8(data: bytes, index: int, source: str) -> PlanError:
    text = data.decode("latin-1")
    message = (
        f"the byte 0x{data[index]:02x} is not UTF-8 (in Latin-1 it is "
        f"'{visible(text[index])}'); save the file as UTF-8"
    )
    return PlanError([Problem("error", "", message, place_at(text, index, source))])


def _too_large(size: int) -> str:
    return f"the file has {number(size)} bytes; a plan may have {number(MOST_BYTES)}"


def _refused(source: str, message: str) -> PlanError:
    return PlanError([Problem("error", "", message, Place(source, 0, 0, ""))])
