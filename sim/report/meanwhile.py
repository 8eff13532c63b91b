"""A part of the work that another process does meanwhile, where there is a processor for it."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Result = TypeVar("_Result")


@contextmanager
def meanwhile(task: Callable[[], _Result]) -> Iterator[Callable[[], _Result]]:
    """Let another process begin with a task, and give what waits for its result.

    Where no other process can do it, or the one that should comes to grief, it is done when its
    result is asked for.

    Args:
        task: What is done. It knows all that this process knows now; its result must pickle.

    >>> with meanwhile(lambda: 6 * 7) as answer:
    ...     answer()
    42
    """
    if not _has_another():
        yield task
        return
    from multiprocessing import get_context

    context = get_context("fork")  # so that nothing has to be sent there, nor be imported again
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, task), daemon=True)
    process.start()
    there.close()

    def result() -> _Result:
        try:
            found: _Result = here.recv()
        except EOFError:
            return task()
        return found

    try:
        yield result
    finally:
        here.close()
        process.terminate()
        process.join()


def _has_another() -> bool:
    """Say whether a copy of this process would run well, beside it: no thread is copied with it."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    return len(os.sched_getaffinity(0)) > 1


def _send(there: Any, task: Callable[[], object]) -> None:
    try:
        there.send(task())
    except BaseException:  # noqa: BLE001  (the other process does it, and says what is wrong)
        os._exit(1)
