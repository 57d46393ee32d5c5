"""The time of a run: what it spent itself, without what the host took to answer and what the processor gave to others."""
from __future__ import annotations

import os
import time

_NANOSECONDS = 1e9


def open_processes() -> int | None:
    """A descriptor of the host's /proc, taken before the jail hides it; None where there is none."""
    try:
        return os.open('/proc', os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _read(processes: int, path: str) -> str:
    file = os.open(path, os.O_RDONLY, dir_fd=processes)
    try:
        return os.read(file, 4096).decode()
    finally:
        os.close(file)


def seconds_starved(processes: int | None, pidfd: int) -> float:
    """How long a process was ready to run and had no processor; 0 where the kernel does not say.

    /proc has the numbers of another process namespace than ours; what stands there of a pidfd translates them.
    """
    if processes is None:
        return 0.0
    try:
        lines = _read(processes, 'self/fdinfo/%d' % pidfd).splitlines()
        number = next(line.split()[1] for line in lines if line.startswith('Pid:'))
        return int(_read(processes, number + '/schedstat').split()[1]) / _NANOSECONDS
    except (OSError, StopIteration, IndexError, ValueError):
        return 0.0


class Clock:
    """Counts a run's own time up to its limit. `patience` seconds of the host's time beyond end the run as our fault."""

    def __init__(self, limit: float, patience: float, processes: int | None, pidfd: int) -> None:
        self._limit = limit
        self._last = time.monotonic()
        self._end = self._last + limit + patience
        self._own = 0.0
        self._starved = 0.0
        self._processes = processes
        self.pidfd = pidfd

    def tick(self, is_own: bool) -> None:
        """The time since the last tick was the run's own, or not."""
        now = time.monotonic()
        if is_own:
            self._own += now - self._last
        self._last = now

    def left(self, is_own: bool) -> float:
        """Seconds until something is to be decided, if what comes now is, or is not, the run's own time."""
        until_end = self._end - self._last
        return max(0.0, min(until_end, self._limit + self._starved - self._own) if is_own else until_end)

    def verdict(self) -> str | None:
        """'time' when the run has used up its own, 'lag' when the host let it have too little, else None."""
        if self._own >= self._limit + self._starved:
            self._starved = seconds_starved(self._processes, self.pidfd)
            if self._own >= self._limit + self._starved:
                return 'time'
        return 'lag' if self._last >= self._end else None
