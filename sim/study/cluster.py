"""A Dask cluster that is there already, whose workers carry out batches: an optional part.

Dask runs a batch again whose worker is lost. Workers with another state of the program are refused,
so that the results cannot depend on where they were computed.
"""

from __future__ import annotations

import logging
import re
import socket
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

import sim
from sim.study.crew import CrewLostError, DiedError, Part, carry_out
from sim.study.store import state_of_the_program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from sim.study.crew import Work

SECONDS = 5
"""How long the scheduler, and then its first worker, may take to answer."""
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?P<host>\[[0-9a-fA-F:]+\]|[^:/]+):(?P<port>\d{1,5})")
_LOGGERS = (
    "tornado.application",
    "distributed",
    *(f"distributed.{name}" for name in ("client", "core", "utils")),
)
_AHEAD = 2
"""Batches for each worker, so that it has the next one when it ends one."""


class Cluster:
    """The workers of a running Dask cluster."""

    def __init__(self, address: str) -> None:
        """Connect.

        Args:
            address: Of the scheduler, as ``tcp://10.0.0.5:8786``.

        Raises:
            CrewLostError: If there is no such cluster, or it cannot be used.
        """
        try:
            from distributed import Client
        except ImportError:
            raise CrewLostError(
                "--executor dask: Dask is not installed; it is an optional part: "
                "pip install 'contingent-sim[cluster]'"
            ) from None
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told by us
        self._address = address
        self._busy: set[Future[Part]] = set()
        self._is_stopped = False
        connect: Any = Client  # it has no types
        try:
            _look_for_it(address)
            self._client = connect(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CrewLostError(
                f"--executor dask: no Dask scheduler answers at {address}; start one with "
                f"'dask scheduler', or mend the address ({_first_line(error)})"
            ) from None
        try:
            self.jobs = _AHEAD * self._workers()
            self._executor = self._client.get_executor(pure=False)
        except BaseException:
            self._client.close()
            raise

    def _workers(self) -> int:
        """Return how many batches can run at the same time, on workers that are as this one is."""
        try:
            self._client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError:
            raise CrewLostError(
                f"--executor dask: the cluster at {self._address} has no workers; start some with "
                f"'dask worker {self._address}'"
            ) from None
        try:
            states = self._client.run(state_of_the_program)
        except Exception as error:  # noqa: BLE001  (whatever a worker lacks is raised here)
            raise CrewLostError(
                f"--executor dask: the workers of {self._address} cannot load contingent; install "
                f"contingent-sim {sim.__version__} where they run ({_first_line(error)})"
            ) from None
        if set(states.values()) != {state_of_the_program()}:
            raise CrewLostError(
                f"--executor dask: workers of {self._address} have another contingent-sim, numpy "
                f"or Python than this process; install {sim.__version__} and the same parts there"
            )
        return sum(self._client.nthreads().values())

    def begin(self) -> None:
        """Get ready to hand out batches."""
        self._is_stopped = False

    def hand_out(self, make: Callable[[], Work], numbers: Sequence[int]) -> Future[Part]:
        """Let the cluster carry out a batch."""
        future: Future[Part] = self._executor.submit(_carry_out, make, numbers)
        self._busy.add(future)
        return future

    def take_back(self, future: Future[Part]) -> Part:
        """Return what a batch came to that has ended.

        Raises:
            DiedError: If every worker died that tried it.
            CancelledError: If it was stopped.
            CrewLostError: If the scheduler is gone.
        """
        from distributed import KilledWorker

        self._busy.discard(future)
        try:
            return future.result()
        except KilledWorker:
            raise DiedError from None
        except (CancelledError, OSError):
            if self._is_stopped:
                raise CancelledError from None
            message = f"--executor dask: the scheduler at {self._address} is gone"
            raise CrewLostError(message) from None

    def stop(self) -> None:
        """Let batches under way end without a result."""
        self._is_stopped = True
        for future in self._busy:
            future.cancel()

    def close(self) -> None:
        """Leave the cluster as it was."""
        self._client.close()


def _carry_out(make: Callable[[], Work], numbers: Sequence[int]) -> Part:
    return carry_out(make, numbers, lambda: False)


def _look_for_it(address: str) -> None:
    """Refuse an address at which nobody listens: a client that finds nobody waits when it goes.

    Raises:
        OSError: If nobody answers.
        ValueError: If it is no address.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError("an address is such as tcp://10.0.0.5:8786")
    with socket.create_connection((found["host"].strip("[]"), int(found["port"])), SECONDS):
        return


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
