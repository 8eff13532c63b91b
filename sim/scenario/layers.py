"""Put a plan together from its layers, and remember for each value which layer it came from.

Low to high: what a file extends, the file, variants in the order given, ``--set``, and flags of
their own such as ``--seed``. (The defaults of the language lie below all of them: a value that no
layer sets is not in the tree.)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from sim.problems import Place, PlanError, Problem, in_order, shown, suggest
from sim.scenario import paths, settings
from sim.scenario.annotations import cited, unknown_sources
from sim.scenario.document import dump
from sim.scenario.laid import AS_IT_STANDS, Laid
from sim.scenario.merging import conflict, merge
from sim.scenario.nodes import Annotation, Node, plain, walk
from sim.scenario.planfiles import read_all

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Mapping, Sequence

    from sim.scenario.annotations import Citation
    from sim.scenario.paths import Path
    from sim.scenario.planfiles import PlanFile, Variant
    from sim.scenario.settings import Known, Setting


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of the resolved plan came from."""

    layer: str
    """``lead-nation.yaml``, ``variant one-team-less``, ``--set ...`` or ``option --seed``."""
    place: Place | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan put together from its layers, not checked against the language yet."""

    tree: dict[str, Any]
    """Plain dicts, lists and scalars, without annotations, ``extends`` and ``variants``."""
    places: Mapping[Path, Place]
    """Where each value is written."""
    key_places: Mapping[Path, Place]
    """Where each key of a mapping is written."""
    origins: Mapping[Path, Origin]
    """Which layer set each leaf: a single value, or an empty list or mapping."""
    annotations: Mapping[Path, Annotation]
    """What each leaf rests on, where that is said."""
    warnings: tuple[Problem, ...]
    """Of each variant or ``--set`` that changes nothing."""
    folder: pathlib.Path
    """The folder that the files named in the plan must lie in."""
    variant_names: tuple[str, ...]
    """The variants that may be chosen."""
    laid: Laid = AS_IT_STANDS
    """The variants that were chosen, and what was set."""

    def annotation_of(self, path: Path) -> Annotation | None:
        """Return what a value rests on; of a list or mapping: what all of it rests on."""
        if path in self.origins:
            return self.annotations.get(path)
        below = {self.annotations.get(leaf) for leaf in self.origins if leaf[: len(path)] == path}
        return below.pop() if len(below) == 1 else None

    @property
    def written(self) -> str:
        """The plan as a file that can be run: one text for all its layers."""
        return dump(cited(self.tree, self.annotations))

    def place_of(self, path: Path) -> Place | None:
        """Return the place of a value, or of the nearest one around it that is written."""
        return next(
            (self.places[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.places),
            None,
        )


def resolve(
    file: pathlib.Path,
    variants: Sequence[str] = (),
    settings: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    *,
    known: Known | None = None,
) -> Resolved:
    """Return the plan in a file with variants and settings laid over it.

    Args:
        file: The plan.
        variants: Names of variants, in order.
        settings: ``path=value``, in order.
        options: Values of flags of their own by path, such as ``{"run.seed": 7}``; None is skipped.
        known: Which names the language knows, for paths that the file does not have.

    Raises:
        PlanError: With all that is wrong.
    """
    resolved, problems = attempt(file, variants, settings, options, known=known)
    if resolved is None or any(problem.severity == "error" for problem in problems):
        raise PlanError(problems)
    return resolved


def attempt(
    file: pathlib.Path,
    variants: Sequence[str] = (),
    settings: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    *,
    known: Known | None = None,
) -> tuple[Resolved | None, tuple[Problem, ...]]:
    """Do as ``resolve``, but return what is wrong, so that it can be told with what else is wrong.

    Returns:
        The plan as far as it can be put together (None: no file of it can be read), and the
        problems, warnings among them.
    """
    try:
        files = read_all(file)
    except PlanError as error:
        return None, error.problems
    return lay(file, files, variants, settings, options, known=known)


def lay(  # noqa: PLR0913  (every layer)
    file: pathlib.Path,
    files: Sequence[PlanFile],
    variants: Sequence[str] = (),
    settings: Sequence[str] = (),
    options: Mapping[str, Any] | None = None,
    *,
    known: Known | None = None,
) -> tuple[Resolved, tuple[Problem, ...]]:
    """Do as ``attempt``, with files that are read already."""
    layers = _Layers(files)
    layers.lay_variants(variants)
    layers.lay_settings(settings, known)
    layers.lay_options(options or {})
    layers.check_sources(known)
    resolved = layers.resolved(file.parent.resolve())
    titles = tuple(
        (name, layers.variants[name].title) for name in variants if name in layers.variants
    )
    resolved = replace(resolved, laid=Laid(titles, tuple(settings)))
    return resolved, in_order(layers.problems)


@dataclass(slots=True)
class _Layers:
    """The tree so far."""

    files: Sequence[PlanFile]
    tree: Node = field(init=False)
    variants: dict[str, Variant] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tree = self.files[0].body.node
        for above, file in enumerate(self.files):
            if above:
                merged = merge(self.tree, file.body.node)
                self.tree = merged.node
                self.problems += merged.warnings
            self.problems += file.problems
            self.citations += file.body.citations
            for name, variant in file.variants.items():
                self.variants.pop(name, None)
                if variant is not None:
                    self.variants[name] = variant

    def lay_variants(self, names: Sequence[str]) -> None:
        laid: list[tuple[str, dict[Path, Place]]] = []
        for name in names:
            variant = self.variants.get(name)
            option = Place(f"--variant {name}", 0, 1, "")
            if variant is None:
                self._unknown_variant(name, option)
                continue
            if any(name == earlier for earlier, _ in laid):
                self._wrong("error", "", "this variant is given twice", option)
                continue
            merged = merge(self.tree, variant.patch.node)
            for earlier, touched in laid:
                self._check_conflict(earlier, touched, name, merged.touched)
            self.tree = merged.node
            self.problems += merged.warnings
            laid.append((name, merged.touched))
            if not merged.has_changed:
                path = paths.written(("variants", name))
                self._wrong("warning", path, "this variant changes nothing", variant.place)

    def lay_settings(self, texts: Sequence[str], known: Known | None) -> None:
        for text in texts:
            try:
                setting = settings.read(text, self.tree, known)
            except PlanError as error:
                self.problems += error.problems
                continue
            self.problems += setting.attached.problems
            self.citations += setting.attached.citations
            if not self._lay(setting):
                path = paths.written(setting.path)
                self._wrong("warning", path, "this changes nothing", setting.place)

    def lay_options(self, options: Mapping[str, Any]) -> None:
        for name, value in options.items():
            if value is not None:
                self._lay(settings.fixed(name, value))

    def check_sources(self, known: Known | None) -> None:
        keys = (known and known(())) or ()
        names = _sources(self.tree, keys)
        is_one_meant = any(problem.path == "source" for problem in self.problems)
        if names is None or is_one_meant:  # nobody can tell
            return
        self.problems += unknown_sources(self.citations, names)
        for variant in self.variants.values():
            own = _sources(variant.patch.node, keys) or ()
            self.problems += unknown_sources(variant.patch.citations, (*names, *own))

    def resolved(self, folder: pathlib.Path) -> Resolved:
        nodes = list(walk(self.tree))
        leaves = [(path, node) for path, node in nodes if not node.value or not _is_open(node)]
        return Resolved(
            tree=plain(self.tree),
            places={path: node.place for path, node in nodes},
            key_places={path: node.key_place for path, node in nodes if node.key_place},
            origins={path: Origin(node.layer, node.place) for path, node in leaves},
            annotations={path: node.annotation for path, node in leaves if node.annotation},
            warnings=in_order(p for p in self.problems if p.severity == "warning"),
            folder=folder,
            variant_names=tuple(self.variants),
        )

    def _lay(self, setting: Setting) -> bool:
        merged = merge(self.tree, settings.patch(setting, self.tree))
        self.tree = merged.node
        self.problems += merged.warnings
        return merged.has_changed or bool(merged.warnings)

    def _unknown_variant(self, name: str, option: Place) -> None:
        unread = {paths.written(("variants",)), paths.written(("variants", name))}
        if any(problem.path in unread for problem in self.problems):
            return  # it may be there, and it is told why it cannot be read
        names = tuple(self.variants)
        message = f"there is no variant {shown(name)} in {self.files[-1].layer}"
        near = suggest(name, names)
        self.problems.append(Problem("error", "", message, option, (), names, near))

    def _check_conflict(
        self, earlier: str, first: dict[Path, Place], later: str, second: dict[Path, Place]
    ) -> None:
        found = conflict(first, second)
        if found is None:
            return
        one, other = found
        message = f"the variants {shown(earlier)} and {shown(later)} both set this; choose one"
        also = ((f"variant {shown(earlier)}", first[one]),)
        path = paths.written(max(found, key=len))
        self.problems.append(Problem("error", path, message, second[other], also))

    def _wrong(
        self, severity: Literal["error", "warning"], path: str, message: str, place: Place
    ) -> None:
        self.problems.append(Problem(severity, path, message, place))


def _sources(tree: Node, keys: Sequence[str]) -> tuple[str, ...] | None:
    """Return the names of sources, also under a key that may be meant so; None: nobody can tell."""
    members = tree.value if isinstance(tree.value, dict) else {}
    names: list[str] = []
    for key, node in members.items():
        is_meant = key not in keys and suggest(key, keys) == "sources"
        if key == "sources" or is_meant:
            if not isinstance(node.value, dict):
                return None
            names += node.value
    return tuple(names)


def _is_open(node: Node) -> bool:
    return isinstance(node.value, dict | list)
