"""Write what is generated from the models: the reference page of the language, the JSON Schema.

``python tools/reference.py`` after a change of the language; a test says when it is needed.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.contributions.during_pause import DuringPause, PostsDuringPause
from sim.contributions.lead_nation import Element, LeadNation, Step
from sim.contributions.permanent import Permanent
from sim.contributions.training_teams import Requests, TrainingTeams
from sim.keys import KEYS, RotationKeys
from sim.kind import AdvanceParty, Leave
from sim.limits import Ceiling, Course, Flights, Reception
from sim.pauses.all import All
from sim.pauses.leave import Suspension
from sim.pauses.missions import Missions
from sim.pauses.movement import Movement
from sim.pauses.preparation import Preparation
from sim.pauses.span import AtRandom, Recovery, Slips
from sim.quantities import schemas
from sim.quantities.uncertain import FORMS
from sim.scenario.costs import Costs, PersonDay
from sim.scenario.language import Items, Key, Leaf, Names, Parts, Shape, fields, words_of
from sim.scenario.plan import Goal, Mission, Pool, RecentlyHome, Run, Scenario
from sim.scenario.schema import schema_text
from sim.scenario.turnover import Elsewhere, Joining

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.part import Part

ROOT = Path(__file__).resolve().parents[1]

Section = tuple[str, str, tuple["type[Part]", ...]]

HEAD = """\
# The scenario language

<!-- Written by tools/reference.py from the docstrings of the models; change it there. -->

A plan is one YAML 1.2 file. It reads from the top like a sentence: what is planned, who is there,
who contributes, what holds them back, what has to come true. This page lists every key. A key that
is not listed is refused, with the line and column where it stands; so is what is not simulated yet.

`contingent validate` checks a plan, `contingent show` shows what it comes to. An editor that knows
JSON Schema completes and checks it while you write, if the first line is

```yaml
# yaml-language-server: $schema=contingent.schema.json
```

with [that file](../scenarios/contingent.schema.json) beside the plan (`contingent schema` writes
it).

In the tables, *default* is what holds where a plan says nothing, and *drawn* how often an uncertain
value is drawn: [quantities](#quantities) says how they are written.
"""

ROTATION = """\
Each key counts from the nearest place that says it: the element, its contribution, its pool,
`rotation`, the default.
"""

PREPARED = """\
Back from the day on which a relief is due: people are nominated `notice` before it and prepare at
once. Who is ready early waits at home, and leaves so as to arrive `reception` before the day,
travel counted at its longest. So a `notice` shorter than the longest preparation, travel and
reception together makes reliefs late.
"""

RECENTLY_HOME = "A list, for instance `[{people: 165, on: 2019-12-10, away: 183 d}]`."

TEAMS = """\
Of the keys of [rotation](#rotation), teams use `preparation`, `travel`, `reception`, `dwell`,
`early_return`, `preparation_during_dwell` and `course`: they go on request, so there is no notice,
and nobody relieves them.
"""

COURSES = """\
By name; `course` in [rotation](#rotation) says who needs which. Those who wait for a place are
served by priority, then by the day on which they are due. A team waits until there are places for
all of it at once, and keeps nobody else from them till then. Who replaces somebody in mid-tour, and
who was in place when the plan began, needs none.
"""

LIFT = """\
By name. A seat out is booked as somebody is nominated, on the last flight up to the day on which
they plan to leave, else on the next: who is nominated on the same day, by priority, then by the day
on which they are due. Those of a wave who find no seat with the others take another flight; a team
waits for a flight with seats for all of it. Who was booked on a flight that is cancelled goes with
the next that has a seat. A seat home is booked as soon as it is known when somebody leaves; until
the flight they stay, and fill the post. An early return is flown out without one. Before the first
day and after the last, seats are not counted.
"""

RECEPTION = """\
By name. A place is taken from the arrival to the day of taking over, and booked as somebody is
nominated: those nominated on the same day by priority, then by the day on which they are due. A
team waits until there are places for all of it.
"""

QUANTITIES = (
    ("length", schemas.LENGTH_TEXT, "Days, weeks, calendar months or years."),
    ("share", schemas.SHARE_TEXT, "0 % to 100 %."),
    ("rate", schemas.RATE_TEXT, "How often it happens, to how many people, in what time."),
    ("number", schemas.PEOPLE, "Of people, posts or teams."),
    ("dwell", schemas.DWELL, "Days away : days at home, or a length; 2 is read as 1:2."),
    ("date", schemas.DATE_TEXT, "Year-month-day."),
    ("day beside another", schemas.RELATIVE_TEXT, "Counted in days or weeks."),
)

UNCERTAIN = """\
Where a table says *or uncertain*, one of these forms may stand instead. Shares and dates have an
upper limit, so they know no `exponential` and no `mean`. Weights may be left out.
"""

PER = """\
**How often a value is drawn decides how far results spread.** Each table says it for each key.
Facts of the plan, such as dates, sizes of pools and posts, are drawn once a replication;
preparation and travel once for those who move together. `per:` beside the numbers changes that:
`per: replication` draws preparation, travel, missions and replacements once a replication as well,
`per: person` draws preparation for each person.

```yaml
preparation: {low: 60 d, likely: 90 d, high: 120 d, per: person}
```

Drawn lengths are rounded to the nearest day: at least 1, or 0 for notice, travel, reception and
handover.
"""

GROUNDS = """\
Every value can say what it rests on: `source` names an entry of `sources` at the top of the plan,
`assumed` says in words why it is taken. A value has one or the other; with neither it counts as
assumed.

```yaml
posts: {value: 4, source: fmn-2020-02}
tour: {low: 5 months, likely: 6 months, high: 7 months, assumed: judgement of the planner}
pools:
  assumed: no pool is published
  trainers: {people: 48}
```

They may stand in any mapping, and then hold for all numbers in it that do not say otherwise. All of
them together are the assumption register, `assumptions.csv`.
"""

LAYERS = """\
A variant is a patch, not a copy. `extends: lead-nation.yaml` takes over a file of the same folder,
and the file says only what differs. `variants:` names patches inside one file, chosen with
`--variant`:

```yaml
variants:
  two-week-handover:
    title: Two weeks side by side
    rotation: {handover: 14 d}
  no-coalition:
    contributions: {coalition-guard: null}
```

The headings of the results name the variant, by its `title` beside that of the plan.

`--set` changes one value for one run: `--set pools.trainers.people=40`, `--set
'contributions.lead.ramp_up[0].share=20 %'`. Its headings say what was set, and without `--out` its
results are in a folder of their own, `reports/NAME@set-...`.

- Mappings merge. Single values, lists and uncertain values are replaced whole; `null` takes a key
  out.
- The last one counts: defaults, what is extended, the file, variants in the order given, `--set`,
  options such as `--seed`.
- Two variants that set the same value are an error; a variant or `--set` that changes nothing is a
  warning.
- `contingent show --provenance` says where each value came from.
"""

DATES = """\
- Dates are written year-month-day: `2020-11-24`. Days are whole; there are no hours.
- `end` is the last day simulated. Every `until`, and `hands_over_command`, is the first day
  *without*.
- Months and years are calendar months, counted from the day on which they begin: a month from 31
  January ends on the last of February. Inside an uncertain value a month counts 30.4375 days.
- A year of a rate has 365.25 days.
"""


def sections() -> tuple[Section, ...]:
    """Return the parts of the page that explain models: heading, prose, models."""
    return (
        ("## The top of a file", "", (Scenario,)),
        ("### mission", "", (Mission,)),
        ("## pools", "", (Pool,)),
        ("### recently_home", RECENTLY_HOME, (RecentlyHome,)),
        ("### joining", "", (Joining,)),
        ("### elsewhere", "", (Elsewhere,)),
        ("## rotation", f"{ROTATION}\n{PREPARED}", (RotationKeys,)),
        ("### leave", "", (Leave,)),
        ("### advance_party", "", (AdvanceParty,)),
        ("## contributions", "By name. `kind` says which of the three each is.", ()),
        ("### kind: permanent", "", (Permanent,)),
        ("### kind: training-teams", TEAMS, (TrainingTeams,)),
        ("#### requests", "", (Requests,)),
        ("#### during_pause", "", (DuringPause,)),
        ("#### during_pause of posts", "", (PostsDuringPause,)),
        ("### kind: lead-nation", "", (LeadNation,)),
        ("#### elements", "", (Element,)),
        ("#### ramp_up, ramp_down", "", (Step,)),
        ("## pauses", "By name. `stops` says what stops.", ()),
        ("### stops: missions", "", (Missions,)),
        ("#### at_random", "", (AtRandom,)),
        ("#### slips", "", (Slips,)),
        ("#### recovery", "", (Recovery,)),
        ("### stops: preparation", "", (Preparation,)),
        ("### stops: movement", "", (Movement,)),
        ("### stops: leave", "", (Suspension,)),
        ("### stops: all", "", (All,)),
        ("## courses", COURSES, (Course,)),
        ("## lift", LIFT, (Flights,)),
        ("## reception_places", RECEPTION, (Reception,)),
        ("## ceilings", "", (Ceiling,)),
        ("## goals", "", (Goal,)),
        ("## costs", "", (Costs,)),
        ("### person_day", "", (PersonDay,)),
        ("## run", "", (Run,)),
    )


def page() -> str:
    """Return the reference page."""
    parts = [HEAD]
    for heading, prose, models in sections():
        parts.append(heading)
        for model in models:
            parts.append(_filled(words_of(model)))
            parts += [prose, _example(model), _table_of(model)]
        if not models:
            parts.append(prose)
    parts += ["## Quantities", *_quantities(), PER]
    parts += ["## source and assumed", GROUNDS, "## extends, variants and --set", LAYERS]
    parts += ["## Dates and days", DATES]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _filled(text: str) -> str:
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def _example(model: type[Part]) -> str:
    """Return the YAML example of a docstring."""
    _, mark, example = inspect.cleandoc(model.__doc__ or "").partition(".. code-block:: yaml")
    return f"```yaml\n{textwrap.dedent(example).strip()}\n```" if mark else ""


def _table_of(model: type[Part]) -> str:
    found: dict[str, Key] = {}
    for key in fields():
        if key.model is model:
            found.setdefault(key.key, key)
    rotates = issubclass(model, RotationKeys) and model is not RotationKeys
    own = [key for key in found.values() if not rotates or key.key not in KEYS]
    own.sort(key=lambda key: (key.key not in {"kind", "stops"}, key.key == "priority"))
    rows = [_row(key) for key in own]
    table = _table(("key", "what it is", "how it is written", "default", "drawn"), rows)
    return (
        f"{table}\n\nAnd every key of [rotation](#rotation)."
        if rotates and model is not TrainingTeams
        else table
    )


def _row(key: Key) -> tuple[str, ...]:
    default = "required" if key.is_required else f"`{plain(key.default)}`"
    return (
        f"`{key.key}`",
        key.words,
        written(key.shape),
        "" if default == "``" else default,
        key.drawn,
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("  ", " ") for line in lines)


def _quantities() -> Iterator[str]:
    yield "A quantity carries its unit. A bare number where a unit is needed is an error."
    rows = [(name, _written(schema), words) for name, schema, words in QUANTITIES]
    yield _table(("quantity", "how it is written", "what it means"), rows)
    yield UNCERTAIN
    forms = [form for form in schemas.UNCERTAIN_LENGTH["anyOf"] if "properties" in form]
    meanings = [form["description"] for form in _in_order(forms)]
    shown = [f"`{form}`" for form in FORMS]
    yield _table(("form", "what it means"), list(zip(shown, meanings, strict=True)))


def _in_order(forms: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas of the forms in the order in which they are listed."""
    for keys in FORMS.values():
        yield next(form for form in forms if set(form["properties"]) == {*keys, "per"})


def written(shape: Shape) -> str:
    """Return how a value is written, in Markdown."""
    match shape:
        case Leaf():
            return _written(shape.schema()) + (", or uncertain" if shape.forms() else "")
        case Items(item=Parts()):
            return "a list of mappings"
        case Items(item=item):
            return f"a list: {written(item)}"
        case Names(value=Parts()):
            return "a mapping for each name"
        case Names(value=value):
            return f"for each name {written(value)}"
        case Parts():
            return "a mapping"


def _written(schema: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one for each form
    match schema:
        case {"anyOf": [*several]}:
            kinds = (one for one in several if one.get("type") not in {"object", "null"})
            return ", ".join(dict.fromkeys(filter(None, map(_written, kinds))))
        case {"examples": [*examples]} if schema["type"] == "string":
            return ", ".join(f"`{example}`" for example in examples)
        case {"enum": [*values]}:
            return " or ".join(f"`{value}`" for value in values)
        case {"const": value}:
            return f"`{value}`"
        case {"type": "boolean"}:
            return "`true` or `false`"
        case {"type": ["string", "array"]}:
            return "a name, or a list of names"
        case {"type": "string"}:
            return "a name" if "pattern" in schema else "text"
        case _:
            return _number(schema)


def _number(schema: Mapping[str, Any]) -> str:
    words = [{"integer": "a whole number", "number": "a number"}[schema["type"]]]
    limits = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to"}
    if schema.get("minimum") is not None and schema.get("minimum") == schema.get("maximum"):
        return f"`{schema['minimum']}`"
    words += [f"{word} {schema[key]:,}" for key, word in limits.items() if key in schema]
    return " ".join(words)


def plain(value: object) -> str:
    """Return a value as a planner writes it; nothing is empty.

    >>> plain({"low": "1 d", "high": "2 d"}), plain(True), plain(None)
    ('{low: 1 d, high: 2 d}', 'true', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Mapping():
            return f"{{{', '.join(f'{key}: {plain(part)}' for key, part in value.items())}}}"
        case _:
            return str(value)


def main(arguments: Sequence[str]) -> None:
    """Write both files below a folder, that of the project if none is given."""
    folder = Path(arguments[0]) if arguments else ROOT
    texts = {"docs/language.md": page(), "scenarios/contingent.schema.json": schema_text()}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(folder / name)


if __name__ == "__main__":
    main(sys.argv[1:])
