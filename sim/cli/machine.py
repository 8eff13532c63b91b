"""The machine that it runs on: doctor."""

from __future__ import annotations

import json

import click

from sim.cli.options import json_option


@click.command()
@json_option
def doctor(*, as_json: bool) -> None:
    """Say what is installed, how many processors there are, and that no network is needed."""
    from sim.running.machine import diagnosis

    found = diagnosis()
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            click.echo(f"{name:24} {value}")
