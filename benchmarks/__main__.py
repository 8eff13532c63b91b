"""Measure how fast it is: ``python -m benchmarks [engine | slow | whole]``."""

from __future__ import annotations

import argparse

from benchmarks import engine, whole
from benchmarks.table import machine, rendered, write


def main() -> None:
    """Run a group of measurements and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="?", choices=GROUPS, default="engine")
    parser.add_argument("--pairs", type=int, default=15, help="how often the two take turns")
    parser.add_argument("--write", action="store_true", help="show it in docs/performance.md")
    options = parser.parse_args()
    text = f"{GROUPS[options.group](options.pairs)}\n\n{machine()}"
    print(text)
    if options.write:
        write(options.group, text)


def _programs(pairs: int) -> str:
    rows, words = whole.programs(pairs)
    return "\n".join([rendered(rows), "", *words])


GROUPS = {
    "engine": lambda pairs: rendered(engine.quick(pairs)),
    "slow": lambda pairs: rendered([*engine.largest(max(1, pairs // 5)), *whole.many()]),
    "whole": _programs,
}

if __name__ == "__main__":
    main()
