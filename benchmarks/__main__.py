"""Measure how fast it is: ``python -m benchmarks [engine | whole | growth | profile | ...]``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from benchmarks import engine, growth, many, shares, whole
from benchmarks.peers import beside
from benchmarks.table import machine, rendered, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.table import Row


def main() -> None:
    """Run a group of measurements and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="?", choices=GROUPS, default="engine")
    parser.add_argument(
        "workload", nargs="?", choices=[*shares.WORKLOADS, shares.SHIPPED], help="of a profile"
    )
    parser.add_argument("--pairs", type=int, default=15, help="how often the two take turns")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", action="store_true", help="show it in docs/performance.md")
    how.add_argument("--small", action="store_true", help="of slow: a part, to see that it works")
    options = parser.parse_args()
    if (options.group == "profile") != bool(options.workload):
        parser.error("a profile is of a workload, such as `profile W1`, and nothing else is")
    text = f"{GROUPS[options.group](options)}\n\n{machine()}"
    print(text)
    if options.write:
        write(" ".join(filter(None, (options.group, options.workload))), text)


def _growth(options: argparse.Namespace) -> str:
    measured = growth.measure(max(1, options.pairs // 5))
    if options.write:
        from benchmarks import growth_figure

        growth_figure.PICTURE.write_bytes(growth_figure.draw(measured))
    return growth.table(measured)


def _slow(options: argparse.Namespace) -> str:
    scale, share = (10, 0.1) if options.small else (100, 1.0)
    rows, words = many.many(share)
    return _with_words(([*engine.largest(max(1, options.pairs // 5), scale), *rows], words))


def _with_words(measured: tuple[list[Row], list[str]]) -> str:
    rows, words = measured
    return "\n".join([*([rendered(rows), ""] if rows else []), *words])


GROUPS: dict[str, Callable[[argparse.Namespace], str]] = {
    "engine": lambda options: rendered(engine.quick(options.pairs)),
    "whole": lambda options: _with_words(whole.whole(options.pairs)),
    "growth": _growth,
    "profile": lambda options: shares.table(options.workload, seconds=options.pairs),
    "peers": lambda options: _with_words(beside.peers(options.pairs)),
    "slow": _slow,
}

if __name__ == "__main__":
    main()
