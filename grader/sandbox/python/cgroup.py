"""Memory cgroups, version 1 or 2, where this user may make them: a second bound beside RLIMIT_AS.

Slots are made once, before the jail hides /sys, and used by one run after another: making one costs milliseconds.
"""
from __future__ import annotations

import fcntl
import os

_ROOT = '/sys/fs/cgroup'
_PREFIX = 'stepwise-'


class Slot:
    """One cgroup, reached through a descriptor of its directory, since its path is out of sight in the jail."""

    def __init__(self, directory: int, version: int) -> None:
        self._directory = directory
        self._limit = 'memory.max' if version == 2 else 'memory.limit_in_bytes'
        self._events = 'memory.events' if version == 2 else 'memory.oom_control'
        self._kills = self._count_kills()
        self._memory = 0

    def _write(self, name: str, value: int) -> None:
        file = os.open(name, os.O_WRONLY, dir_fd=self._directory)
        try:
            os.write(file, b'%d' % value)
        finally:
            os.close(file)

    def _count_kills(self) -> int:
        file = os.open(self._events, os.O_RDONLY, dir_fd=self._directory)
        try:
            for line in os.read(file, 4096).decode().splitlines():
                name, _, value = line.partition(' ')
                if name == 'oom_kill':
                    return int(value)
            return 0
        finally:
            os.close(file)

    def join(self, process: int) -> None:
        """Done while there is no request yet: on a machine at rest the kernel takes 10 to 20 ms to move a process."""
        self._kills = self._count_kills()
        try:
            self._write('cgroup.procs', process)
        except ProcessLookupError:
            pass  # it has ended already, for which its keeper will find the reason

    def limit(self, memory: int) -> None:
        if memory != self._memory:
            self._write(self._limit, memory)
            self._memory = memory

    def ran_out(self) -> bool:
        """Whether the kernel killed for memory here since `join`."""
        return self._count_kills() > self._kills


class Groups:
    """The slots of one zygote; `version` is None and `note` says why where there are none."""

    def __init__(self, slots: list[Slot], version: int | None, note: str, parent: int = -1, name: str = '') -> None:
        self.slots = slots
        self.version = version
        self.note = note
        self._parent = parent
        self._name = name

    def remove(self) -> None:
        """Takes the cgroups away; all processes in them must have ended."""
        if self._parent >= 0:
            _remove(self._parent, self._name)


def _remove(parent: int, name: str) -> None:
    directory = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=parent)
    try:
        for slot in os.listdir(directory):
            if slot.startswith('slot-'):
                os.rmdir(slot, dir_fd=directory)
    finally:
        os.close(directory)
    os.rmdir(name, dir_fd=parent)


def _own_group() -> tuple[str, int]:
    """Directory and version of the memory cgroup that this process is in."""
    with open('/proc/self/cgroup') as file:
        lines = [line.strip().split(':', 2) for line in file]
    for _, controllers, path in lines:
        if 'memory' in controllers.split(','):
            return '%s/memory%s' % (_ROOT, path), 1
    return _ROOT + next((path for number, _, path in lines if number == '0'), '/'), 2


def _lock(parent: int, name: str) -> bool:
    """Takes the lock that a zygote and its children hold on their cgroup as long as they live."""
    directory = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=parent)
    try:
        fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        os.close(directory)
        return False


def _remove_stale(parent: int) -> None:
    """What a zygote left that was killed."""
    for name in os.listdir(parent):
        try:
            if name.startswith(_PREFIX) and _lock(parent, name):
                _remove(parent, name)
        except OSError:
            pass  # still busy; the next zygote will have it


def make_groups(count: int) -> Groups:
    name = _PREFIX + os.urandom(4).hex()
    try:
        own, version = _own_group()
        parent = os.open(own, os.O_RDONLY | os.O_DIRECTORY)
        _remove_stale(parent)
        os.mkdir(name, dir_fd=parent)
        _lock(parent, name)
        if version == 2:
            for path in (own, '%s/%s' % (own, name)):
                with open(path + '/cgroup.subtree_control', 'w') as file:
                    file.write('+memory')
        slots = []
        for index in range(count):
            path = '%s/%s/slot-%d' % (own, name, index)
            os.mkdir(path)
            slots.append(Slot(os.open(path, os.O_RDONLY | os.O_DIRECTORY), version))
        return Groups(slots, version, '', parent, name)
    except OSError as error:
        return Groups([], None, str(error))
