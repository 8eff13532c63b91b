"""Find out which values of a plan matter as `sensitivity` does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import click

from sim.measures import PROBABILITY, Yardstick, choosing
from sim.problems import PlanError, render
from sim.report import sensitivity as report
from sim.running.course import Course
from sim.running.output import is_terminal, write, write_json
from sim.scenario.inputs import LeftOut
from sim.study.designs import Designs
from sim.study.sensitivity import Settings, SobolError, analyse, ends, sample, simulate, tornado
from sim.studying.sweeps import refused
from sim.words import percent, phrase

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Mapping, Sequence

    from sim.running.manner import Manner
    from sim.scenario.inputs import Input
    from sim.scenario.load import Plan, Template
    from sim.study.sensitivity import Effects, Sampled
    from sim.study.sweeping import Outcome
    from sim.words import Phrase


def sound(
    template: Template, inputs: Sequence[Input]
) -> tuple[list[Input], list[LeftOut], list[str]]:
    """Return the values of which both ends make a plan, the others, and what is wrong with each.

    Args:
        template: The plan.
        inputs: The values.
    """
    kept: list[Input] = []
    left: list[LeftOut] = []
    wrong: list[str] = []
    for one in inputs:
        values: list[str] = []
        told: list[str] = []
        for value in dict.fromkeys((one.low, one.high)):
            try:
                template.plan(one.settings(value))
            except PlanError as error:
                errors = [problem for problem in error.problems if problem.severity == "error"]
                values.append(value)
                told.append(errors[0].message)
                wrong.append(render(errors))
        if told:
            why = phrase("it is no plan with {values}", values=", ".join(values))
            left.append(LeftOut(one.path, one.value, why, "; ".join(told)))
        else:
            kept.append(one)
    return kept, left, wrong


class Sensitivity:
    """What is asked of a plan, and where the answer goes."""

    def __init__(  # noqa: PLR0913, PLR0917  (what is asked)
        self,
        template: Template,
        plan: Plan,
        label: str,
        inputs: Sequence[Input],
        left: Sequence[LeftOut],
        names: tuple[str, ...],
    ) -> None:
        self.template = template
        self.plan = plan
        self.label = label
        self.inputs = tuple(inputs)
        self.left = tuple(left)
        self.names = names
        every = Yardstick(plan.scenario).measures
        self.measures = {name: every[choosing.choose(every, name)] for name in names}

    @property
    def replications(self) -> int:
        """How many at each point."""
        return self.plan.scenario.run.replications

    def tornado(self, folder: pathlib.Path, manner: Manner) -> set[str]:
        """Move each value to its ends, write how far that moves the measures, and say it.

        Ctrl-C ends it after the replications under way; values of which both ends are known by
        then are written.

        Returns:
            What did not go well: `interrupted`, `failed` (some replications).
        """
        course = Course(manner, folder)
        settings = Settings(self.template, ends(self.inputs))
        outcomes = self._simulated(course, settings)
        if 0 not in outcomes or not outcomes[0].done:
            course.tell_interruption()
            return course.ends
        inputs, known = self._known(outcomes)
        if not inputs:
            course.tell_interruption()
            return course.ends
        late = [one for one in self.inputs if one not in inputs]
        why = phrase("it was stopped before")
        stopped = [LeftOut(one.path, one.value, why) for one in late]
        found = report.Moved([tornado(inputs, known, place) for place in range(len(self.names))])
        self._tell(course, folder, inputs, [*self.left, *stopped], found, outcomes)
        return course.ends

    def sobol(self, count: int, folder: pathlib.Path, manner: Manner) -> set[str]:
        """Draw all values together, write what the variance comes from, and say it.

        Returns:
            What did not go well: `interrupted`, `failed` (some replications), `wrong` (points that
            make no plan), `refused` (all measures).
        """
        course = Course(manner, folder)
        sampled = sample(len(self.inputs), count, self.plan.scenario.run.seed)
        points, designs, places = self.drawn(sampled)
        if wrong := refused(self.template, designs, manner):
            click.echo(wrong, err=True)
            course.ends.add("wrong")
            return course.ends
        settings = Settings(self.template, tuple(map(designs.settings, range(len(designs.points)))))
        outcomes = self._simulated(course, settings)
        if "interrupted" in course.ends:
            click.echo("Indices need all points; nothing was written.", err=True)
            course.tell_interruption()
            return course.ends
        outputs = {
            name: [float(outcomes[place].table[row, 0]) for place in places]
            if all(outcomes[place].measures for place in places)
            else [math.nan] * len(places)
            for row, name in enumerate(self.names)
        }
        effects = {
            name: self._effects(name, sampled, values, points) for name, values in outputs.items()
        }
        if all(isinstance(one, str) for one in effects.values()):
            for name, why in effects.items():
                click.echo(f"{name}: there are no indices: {why}", err=True)
            course.ends.add("refused")
            return course.ends
        found = report.Explained(sampled, points, outputs, effects)
        self._tell(course, folder, self.inputs, self.left, found, outcomes)
        return course.ends

    def drawn(self, sampled: Sampled) -> tuple[list[tuple[str, ...]], Designs, list[int]]:
        """Return the values at each point; what is simulated; and where each point is in that."""
        points = [
            tuple(one.at(float(share)) for one, share in zip(self.inputs, row, strict=True))
            for row in sampled.shares
        ]
        places = {point: place for place, point in enumerate(dict.fromkeys(points))}
        designs = Designs(tuple(one.name for one in self.inputs), tuple(places))
        return points, designs, [places[point] for point in points]

    def _simulated(self, course: Course, settings: Settings) -> Mapping[int, Outcome]:
        wanted = self.replications * len(settings.points)
        with course.at_work(self.label, wanted) as (workers, progress, is_stopped):
            outcomes = simulate(
                settings, self.names, self.replications, workers, progress.advance, is_stopped
            )
        done = sum(one.done + len(one.failures) for one in outcomes.values())
        if done < wanted:
            course.ends.add("interrupted")
        for point, one in outcomes.items():
            said = ", ".join(settings.points[point]) or "as planned"
            course.tell_failures(one.failures, f"{self.label}, {said}")
        return outcomes

    def _known(self, outcomes: Mapping[int, Outcome]) -> tuple[list[Input], dict[int, Outcome]]:
        """Return the values of which both ends are known, and the points of them alone."""
        inputs: list[Input] = []
        known = {0: outcomes[0]}
        for number, one in enumerate(self.inputs):
            both = [outcomes.get(1 + 2 * number + side) for side in (0, 1)]
            there = [end for end in both if end is not None and end.done]
            if len(there) == 2:
                known |= {1 + 2 * len(inputs) + side: end for side, end in enumerate(there)}
                inputs.append(one)
        return inputs, known

    def _writer(self, name: str) -> Callable[[float], str]:
        unit = self.measures[name].unit
        return percent if unit in {PROBABILITY, "share"} else lambda value: f"{value:g} {unit}"

    def _effects(
        self,
        name: str,
        sampled: Sampled,
        outputs: Sequence[float],
        points: Sequence[tuple[str, ...]],
    ) -> Effects | Phrase:
        def said(number: int) -> str:
            pairs = zip(self.inputs, points[number], strict=True)
            return f"{number + 1} ({', '.join(f'{one.name}={value}' for one, value in pairs)})"

        try:
            return analyse(sampled, outputs, self.plan.scenario.run.seed, said, self._writer(name))
        except SobolError as error:
            return error.why

    def _tell(  # noqa: PLR0913, PLR0917  (what there is to tell)
        self,
        course: Course,
        folder: pathlib.Path,
        inputs: Sequence[Input],
        left: Sequence[LeftOut],
        found: report.Moved | report.Explained,
        outcomes: Mapping[int, Outcome],
    ) -> None:
        studied = report.Studied(
            self.label,
            self.plan,
            inputs,
            left,
            self.names,
            self.measures,
            found,
            sum(len(one.failures) for one in outcomes.values()),
            "interrupted" not in course.ends,
        )
        with course.writing() as this_run:
            report.write(studied, folder, this_run)
        if course.manner.as_json:
            write_json(_found(studied, folder))
        else:
            write(report.summary(studied, folder, is_terminal=is_terminal()))
        course.tell_interruption()


def _found(studied: report.Studied, folder: pathlib.Path) -> dict[str, object]:
    found = studied.found
    about = {"scenario": studied.label, "folder": str(folder), "method": studied.method}
    if isinstance(found, report.Moved):
        measures: list[dict[str, object]] = [
            {
                "measure": choosing.name(one.measure),
                "unit": one.measure.unit,
                "base": _or_none(one.base),
                "values": [
                    {
                        "path": swing.input.name,
                        "size": swing.size,
                        **{
                            name: {
                                "set_to": said,
                                "value": _or_none(end.value),
                                "difference": _or_none(end.difference),
                                "low": _or_none(end.low),
                                "high": _or_none(end.high),
                            }
                            for name, said, end in (
                                ("low", swing.input.low, swing.at_low),
                                ("high", swing.input.high, swing.at_high),
                            )
                        },
                    }
                    for swing in one.swings
                ],
            }
            for one in found.tornados
        ]
    else:
        measures = [
            {"measure": name, "refused": one}
            if isinstance(one, str)
            else {
                "measure": name,
                "mean": one.mean,
                "variance": one.variance,
                "values": [
                    {
                        "path": studied.inputs[place].name,
                        **{
                            part: float(getattr(one, part)[place])
                            for part in (
                                *("first", "first_low", "first_high"),
                                *("total", "total_low", "total_high"),
                            )
                        },
                    }
                    for place in range(len(studied.inputs))
                ],
            }
            for name, one in found.effects.items()
        ]
    return {**about, "measures": measures, "left_out": [_left(one) for one in studied.left]}


def _left(one: LeftOut) -> dict[str, str]:
    from sim.scenario import paths

    return {"path": paths.written(one.path), "why": one.told}


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value
