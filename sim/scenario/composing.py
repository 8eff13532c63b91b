"""Build nodes from the events of a YAML parser, within limits and without calling itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from ruamel.yaml import events

from sim.problems import Place, PlanError, Problem, place_in, shown, suggest
from sim.scenario import paths, scalars
from sim.scenario.nodes import Node

if TYPE_CHECKING:
    from ruamel.yaml.error import StringMark

    from sim.scenario.paths import Path
    from sim.scenario.scalars import Scalar

DEEPEST = 40
MOST_NODES = 100_000
MOST_PROBLEMS = 100

_CORE = "tag:yaml.org,2002:"
_TYPES_BY_TAG: dict[str, tuple[type, ...]] = {
    f"{_CORE}int": (int,),
    f"{_CORE}float": (int, float),
    f"{_CORE}bool": (bool,),
    f"{_CORE}null": (type(None),),
}


class Places:
    """Turns the parser's marks into places."""

    def __init__(self, source: str, lines: list[str]) -> None:
        """Take the lines of a file, or none at all where the source is an option."""
        self._source = source
        self._lines = lines
        self.last = self.at(0, 0)
        """The place asked for last."""

    def of(self, mark: StringMark) -> Place:
        """Return the place of a mark."""
        return self.at(mark.line, mark.column)

    def at(self, line: int, column: int) -> Place:
        """Return the place at a line and column, both counted from 0."""
        if self._lines:
            line = min(line, len(self._lines) - 1)
            self.last = place_in(self._source, line + 1, column + 1, self._lines[line])
        else:
            self.last = Place(self._source, 0, 1, "")
        return self.last


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being read."""

    content: dict[str, Node] | list[Node]
    path: Path
    place: Place
    anchor: str | None
    count_before: int
    key: str | None = None
    key_place: Place | None = None
    is_duplicate: bool = False
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    count: int  # of the values in it, aliases counted as often as used
    height: int


@dataclass(slots=True)
class Composer:
    """Takes events one by one; afterwards ``root`` is the document, or ``problems`` say why not."""

    places: Places
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _anchored: dict[str, _Anchored] = field(default_factory=dict)
    _count: int = 0
    _documents: int = 0

    def take(self, event: events.Event) -> None:
        """Take the next event.

        Raises:
            PlanError: There is no sense in reading on.
        """
        match event:
            case events.ScalarEvent():
                self._scalar(event)
            case events.MappingStartEvent():
                self._start({}, event, f"{_CORE}map")
            case events.SequenceStartEvent():
                self._start([], event, f"{_CORE}seq")
            case events.MappingEndEvent() | events.SequenceEndEvent():
                self._end()
            case events.AliasEvent():
                self._alias(event)
            case events.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._stop("a second document begins here; a plan is one document", event)
            case _:
                pass

    def _scalar(self, event: events.ScalarEvent) -> None:
        if self._expects_key():
            self._key(event)
            return
        place = self.places.of(event.start_mark)
        node = Node(self._value_of(event, place), place)
        self._counted(1, 0, event)
        if event.anchor:
            self._anchored[event.anchor] = _Anchored(node, 1, 0)
        self._add(node)

    def _value_of(self, event: events.ScalarEvent, place: Place) -> Scalar:
        text = str(event.value)
        if any("\ud800" <= character <= "\udfff" for character in text):
            self._wrong("half of a surrogate pair is no character", place)
            return ""
        tag = event.tag
        try:
            if tag in _TYPES_BY_TAG:
                value = scalars.value_of(text)
                if type(value) not in _TYPES_BY_TAG[tag]:
                    self._wrong(f"{shown(text)} is not what its tag says", place)
                return value
            if tag is not None and tag not in {"!", f"{_CORE}str"}:
                self._wrong(_about_tag(tag), place)
            is_plain = event.implicit[0] and tag is None
            return scalars.value_of(text) if is_plain else text
        except ValueError as error:
            self._wrong(str(error), place)
            return None

    def _key(self, event: events.ScalarEvent) -> None:
        top, name = self._open[-1], str(event.value)
        place = self.places.of(event.start_mark)
        top.key, top.key_place, top.is_duplicate = name, place, False
        is_plain = event.implicit[0] and event.tag is None
        if event.anchor:
            self._wrong("a key cannot have an anchor", place)
        if event.tag is not None and event.tag not in {"!", f"{_CORE}str"}:
            self._wrong(_about_tag(event.tag), place)
        if name == "<<" and is_plain:
            self._wrong("merge keys (<<) are not part of YAML 1.2; write the keys out", place)
        elif not name.strip():
            self._wrong("a key is missing before the colon", place)
        elif any("\ud800" <= character <= "\udfff" for character in name):
            self._wrong("half of a surrogate pair is no character", place)
        elif isinstance(top.content, dict) and name in top.content:
            first = top.content[name].key_place
            top.is_duplicate = True
            also = (("it is here already", first),) if first else ()
            self._wrong(f"the key {shown(name)} is there twice; take one out", place, also=also)

    def _start(
        self,
        content: dict[str, Node] | list[Node],
        event: events.CollectionStartEvent,
        core_tag: str,
    ) -> None:
        place = self.places.of(event.start_mark)
        if self._expects_key():
            self._stop("a key is a name, not a mapping or a list; is a text without quotes?", event)
        self._counted(1, 1, event)
        if event.tag not in {None, "!", core_tag}:
            self._wrong(_about_tag(str(event.tag)), place)
        self._open.append(_Open(content, self._path(), place, event.anchor, self._count - 1))

    def _end(self) -> None:
        done = self._open.pop()
        node = Node(done.content, done.place)
        if done.anchor:
            count = self._count - done.count_before
            self._anchored[done.anchor] = _Anchored(node, count, done.height)
        if self._open:
            self._open[-1].height = max(self._open[-1].height, done.height + 1)
        self._add(node)

    def _alias(self, event: events.AliasEvent) -> None:
        if self._expects_key():
            self._stop("an alias cannot be a key", event)
        found = self._anchored.get(event.anchor)
        if any(above.anchor == event.anchor for above in self._open):
            self._stop(f"*{event.anchor} stands inside of what it repeats", event)
        if found is None:
            near = suggest(event.anchor, self._anchored)
            place = self.places.of(event.start_mark)
            self._wrong(f"there is no &{event.anchor} before this", place, suggestion=near)
            self._add(Node(None, place))
            return
        self._counted(found.count, found.height, event)
        self._open[-1].height = max(self._open[-1].height, found.height + 1)
        self._add(found.node)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if isinstance(top.content, list):
            top.content.append(node)
            return
        if not top.is_duplicate:
            top.content[str(top.key)] = replace(node, key_place=top.key_place)
        top.key = None

    def _expects_key(self) -> bool:
        return (
            bool(self._open)
            and isinstance(self._open[-1].content, dict)
            and (self._open[-1].key is None)
        )

    def _counted(self, count: int, height: int, event: events.Event) -> None:
        """Count values, and refuse what would be too many or too deep, before it is built."""
        self._count += count
        if self._count > MOST_NODES:
            self._stop(
                f"a plan may have {MOST_NODES} values, and with its aliases this has more", event
            )
        if len(self._open) + height > DEEPEST:
            self._stop(f"this is nested more than {DEEPEST} deep", event)

    def _path(self) -> Path:
        if not self._open:
            return ()
        top = self._open[-1]
        return (*top.path, len(top.content) if top.key is None else top.key)

    def _wrong(
        self,
        message: str,
        place: Place,
        also: tuple[tuple[str, Place], ...] = (),
        suggestion: str | None = None,
    ) -> None:
        path = paths.written(self._path())
        self.problems.append(Problem("error", path, message, place, also, (), suggestion))
        if len(self.problems) >= MOST_PROBLEMS:
            raise PlanError(self.problems)

    def _stop(self, message: str, event: events.Event) -> NoReturn:
        path = paths.written(self._path()[:6])
        problem = Problem("error", path, message, self.places.of(event.start_mark))
        raise PlanError([*self.problems, problem])


def _about_tag(tag: str) -> str:
    return f"the tag {shown(tag.replace(_CORE, '!!'))} is not allowed in a plan"
