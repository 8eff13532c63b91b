"""Who carries out the replications: this process, or others, any of which may die.

What the work comes to depends neither on who carries it out nor on what becomes of them, nor on
whether it was interrupted and gone on with.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from sim.study.crew import CrewLostError, Work
from sim.study.processes import Processes
from sim.study.rounds import Round
from sim.study.store import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from sim.study.crew import Crew
    from sim.study.store import Store

__all__ = ["Work", "Workers", "carry_on"]

_Work = TypeVar("_Work", bound=Work)


def carry_on() -> bool:
    """Say that there is no reason to stop."""
    return False


class Workers:
    """One or more workers, for as long as there is work for them.

    >>> with Workers(1) as workers:
    ...     print(workers.jobs)
    1
    """

    def __init__(
        self,
        jobs: int = 1,
        is_stopped: Callable[[], bool] = carry_on,
        *,
        crew: Callable[[], Crew] | None = None,
        store: Store | None = None,
    ) -> None:
        """Get ready; processes start with the first work for them.

        Args:
            jobs: How many processes; 1 is this one.
            is_stopped: Asked now and then whether to stop, where the work says nothing else.
            crew: Finds who else carries it out, instead of processes, when it is wanted.
            store: Where what is done is kept, of work that has a key.
        """
        if crew is None and jobs > 1:
            crew = partial(Processes, jobs)
        self._find = crew
        self._crew: Crew | None = None
        self._jobs = jobs
        self.is_stopped = is_stopped
        self._store = store

    @property
    def jobs(self) -> int:
        """How many batches are carried out at the same time."""
        return self._jobs if self._crew is None else self._crew.jobs

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._crew is not None:
            self._crew.close()

    def carry_out(
        self,
        make: Callable[[], _Work],
        numbers: Sequence[int],
        progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
        is_stopped: Callable[[], bool] | None = None,
        *,
        key: str = "",
    ) -> _Work:
        """Carry out replications, and return what they come to.

        Args:
            make: Makes work of which nothing is done. With several workers, or with a key, what
                it makes must pickle, and be merged when it was.
            numbers: The numbers of the replications.
            progress: Told now and then how many are done, and of how many.
            is_stopped: Asked whether to stop; then what is done until then is returned.
            key: Says what the work is, seed included: where there is a store, what was done of it
                before is not done again. Without a key nothing is kept.

        Raises:
            CrewLostError: If nobody is left who could carry it out.
        """
        is_stopped = is_stopped or self.is_stopped
        work = make()
        keeper = Keeper(self._store if key else None, key, numbers)
        known = keeper.restore(work)
        count = len(known)
        if known:
            progress(count, len(numbers))

        def done(more: Sequence[int]) -> None:
            nonlocal count
            if more:
                count += len(more)
                progress(count, len(numbers))
                keeper.note(work, more)

        left = [number for number in numbers if number not in known] if known else numbers
        try:
            self._carry_out(make, work, left, done, is_stopped)
        except CrewLostError:
            keeper.keep(work)
            raise
        keeper.keep(work)
        return work

    def _carry_out(
        self,
        make: Callable[[], Work],
        work: Work,
        numbers: Sequence[int],
        done: Callable[[Sequence[int]], None],
        is_stopped: Callable[[], bool],
    ) -> None:
        if self._crew is None and self._find is not None:
            self._crew = self._find()
        if self._crew is not None:
            Round(self._crew, make, work, numbers).run(done, is_stopped)
            return
        for number in numbers:
            if is_stopped():
                return
            work.add(number)
            done((number,))
