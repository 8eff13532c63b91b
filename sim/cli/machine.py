"""The machine that it runs on: doctor."""

from __future__ import annotations

import click

from sim.cli.options import json_option
from sim.running.output import write, write_json


@click.command()
@json_option
def doctor(*, as_json: bool) -> None:
    """Say what is installed, how many processors there are, and that no network is needed."""
    from sim.running.machine import diagnosis

    found = diagnosis()
    if as_json:
        write_json(found)
    else:
        for name, value in found.items():
            write(f"{name:24} {value}")
