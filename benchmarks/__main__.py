"""Measure how fast it is: ``python -m benchmarks [engine | slow | whole | peers]``."""

from __future__ import annotations

import argparse

from benchmarks import engine, whole
from benchmarks.peers import beside
from benchmarks.table import Row, machine, rendered, write


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


def _with_words(measured: tuple[list[Row], list[str]]) -> str:
    rows, words = measured
    return "\n".join([*([rendered(rows), ""] if rows else []), *words])


GROUPS = {
    "engine": lambda pairs: rendered(engine.quick(pairs)),
    "slow": lambda pairs: rendered([*engine.largest(max(1, pairs // 5)), *whole.many()]),
    "whole": lambda pairs: _with_words(whole.programs(pairs)),
    "peers": lambda pairs: _with_words(beside.peers(pairs)),
}

if __name__ == "__main__":
    main()
