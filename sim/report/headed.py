"""How results are headed: the plan, the variants laid over it, and the values that were set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.problems import visible
from sim.scenario.laid import Laid
from sim.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.scenario.plan import Scenario

MOST_SETTINGS = 3
"""Settings that a heading names; the rest is counted, and stands in full in the manifest."""
LONGEST_SETTING = 60
LONGEST_TITLE = 100


def label(plan: Scenario, laid: Laid) -> str:
    """Return the short name: that of the plan, and those of the variants behind an @."""
    names = "+".join(name for name, _ in laid.variants)
    return visible("@".join((plan.name, *filter(None, [names]))))


def heading(plan: Scenario, laid: Laid) -> str:
    """Return the title of the plan, and beside it those of the variants."""
    titles = [title for _, title in laid.variants]
    if not plan.title and not any(titles):
        return label(plan, laid)
    beside = [visible(title or name, LONGEST_TITLE) for name, title in laid.variants]
    return " \N{EN DASH} ".join((visible(plan.title or plan.name), *beside))


def was_set(laid: Laid) -> str:
    """Return what was set, shortened where it is much; nothing if nothing was.

    >>> was_set(Laid((), ("a.people=40", "b=1", "c=2", "d=3", "e=4")))
    'set: a.people=40, b=1, c=2 and 2 more'
    >>> was_set(Laid())
    ''
    """
    if not laid.settings:
        return ""
    said = ", ".join(visible(one, LONGEST_SETTING) for one in laid.settings[:MOST_SETTINGS])
    more = len(laid.settings) - MOST_SETTINGS
    if more > 0:
        said = say("{settings} and {count} more", settings=said, count=more)
    return say("set: {settings}", settings=said)


def line(plan: Scenario, laid: Laid) -> str:
    """Return all of it in a line: titles, short name, and what was set."""
    title, name = heading(plan, laid), label(plan, laid)
    whole = title if title == name else f"{title} ({name})"
    return "; ".join(filter(None, (whole, was_set(laid))))


def told(laid: Laid) -> dict[str, Any]:
    """Return it as the manifest says it: nothing of a plan as it stands."""
    variants = [{"name": name, "title": title} for name, title in laid.variants]
    said: dict[str, Any] = {"variants": variants} if variants else {}
    return said | ({"settings": list(laid.settings)} if laid.settings else {})


def laid_of(manifest: Mapping[str, Any]) -> Laid:
    """Return it from what the manifest says."""
    variants = tuple((one["name"], one["title"]) for one in manifest.get("variants", ()))
    return Laid(variants, tuple(manifest.get("settings", ())))
