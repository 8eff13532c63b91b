"""Single values in YAML 1.2: what plain text means, and how a value is written.

``NO``, ``on``, ``12:30``, ``1:2``, ``1_000`` and ``2020-01-01`` are text. What an older reader
(YAML 1.1) would take for something else is written in quotes.
"""

from __future__ import annotations

import json
import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MOST_DIGITS = 40

_PLAIN = re.compile(r"\w(?:[\w ./()+%,;'-]*[\w.)%])?")
_OLD = re.compile(
    r"""y|n|yes|no|on|off
    |[-+]?0b[01_]+|[-+]?0o[0-7_]+|[-+]?0x[0-9a-f_]+
    |[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?
    |\.[0-9_]+(?:e[-+]?[0-9]+)?
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t\ ].*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNPRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]")


def value_of(text: str) -> Scalar:
    """Return what plain text means.

    Raises:
        ValueError: The number cannot be used; the message says why.

    >>> [value_of(text) for text in ("12", "1e2", "NO", "12:30", "true", "~", "2020-01-01")]
    [12, 100.0, 'NO', '12:30', True, None, '2020-01-01']
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _ENDLESS.fullmatch(text):
        raise ValueError(f"{text} is not a number that a plan can use; leave the key out instead")
    is_number = any(form.fullmatch(text) for form in (_INTEGER, _OTHER_BASE, _FLOAT))
    if is_number and len(text) > _MOST_DIGITS:
        raise ValueError(f"a number may have {_MOST_DIGITS} digits, not {len(text)}")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, base=0)
    if not is_number:
        return text
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"the number {text} is too large")
    return number


def written(value: Scalar) -> str:
    """Return a value as YAML that every reader takes for the same.

    >>> [written(value) for value in ("NO", "12:30", "14 d", "2020-01-01", "12", 12, 1e30, None)]
    ['"NO"', '"12:30"', '14 d', '2020-01-01', '"12"', '12', '1.0e+30', 'null']
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _float(value)
        case _:
            return value if _may_be_plain(value) else _quoted(value)


def _float(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written into a plan")
    digits, e, exponent = repr(value).partition("e")
    return f"{digits}{'' if '.' in digits or not e else '.0'}{e}{exponent}"


def _may_be_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _OLD.fullmatch(text) and value_of(text) == text


def _quoted(text: str) -> str:
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped)
