"""The zygote: one long-lived Python with NumPy imported, in the outer jail, that forks a jailed process per run.

    python zygote.py DIRECTORY COUNT PACKAGE…

DIRECTORY is private to the host process; the zygote listens on `DIRECTORY/socket`, one connection a run, and uses
`DIRECTORY/root`, an empty directory, as a mount point. Up to COUNT runs are played at a time. PACKAGEs are what
students may import beside the standard library: numpy, or numpy and torch. It prints one line of JSON when it is ready
or cannot be, and lives as long as its standard input is open.
"""
from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import platform
import resource
import select
import socket
import sys
import time
from typing import Sequence

import cgroup
import clock
import jail
import keeper
import numpy
import outer_jail
import rehearsal
import runner
import seccomp
import system

#: First host uid and number of blocks for runs when the zygote is root: in a range that no distribution hands out, or in
#: that of a container.
UID_RANGES = ((1879048192, 2**14), (60000, 15))
#: Uids in a block; one zygote has a block to itself.
UID_BLOCK = 64

#: What optimizers import, loaded before the fork so that a run finds it ready and needs no library from disk.
PRELOADED = (
    'abc', 'bisect', 'bz2', 'collections.abc', 'copy', 'dataclasses', 'decimal', 'enum', 'fractions', 'functools',
    'heapq', 'inspect', 'itertools', 'json', 'logging', 'lzma', 'math', 'numbers', 'operator', 'pprint', 'random',
    'statistics', 'string', 'textwrap', 'threading', 'time', 'traceback', 'typing', 'warnings', 'zlib',
    'numpy.fft', 'numpy.linalg', 'numpy.random', 'numpy.typing',
)


#: Seconds.
_BEFORE_NEXT_KEEPER = 0.02


def _address_space() -> int:
    """Bytes of virtual memory of this process, on top of which a run gets its limit."""
    with open('/proc/self/statm') as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _mapped(uid: int, count: int) -> bool:
    with open('/proc/self/uid_map') as file:
        ranges = [[int(field) for field in line.split()] for line in file]
    return any(first <= uid and uid + count <= first + length for first, _, length in ranges)


def _claim_uids(count: int) -> tuple[int, socket.socket] | None:
    """First uid of a block that no other zygote of this host has, and what holds it: a name in the kernel that goes with us.

    Two zygotes with the same uids would count each other's threads. None where root has no user ids to give.
    """
    for first, blocks in UID_RANGES:
        if count > UID_BLOCK or not _mapped(first, blocks * UID_BLOCK):
            continue
        start = os.getpid() % blocks
        for block in [*range(start, blocks), *range(start)]:
            claim = socket.socket(socket.AF_UNIX)
            try:
                claim.bind('\0stepwise-uids-%d-%d' % (first, block))
            except OSError:
                claim.close()
                continue
            return first + block * UID_BLOCK, claim
    return None


def _say(message: dict) -> None:
    sys.stdout.write(json.dumps(message) + '\n')
    sys.stdout.flush()


def _start_keeper(listener: socket.socket, slot: keeper.Slot, player: keeper.Player) -> int:
    child = os.fork()
    if child:
        return child
    try:
        jail.die_with_parent()
        keeper.keep(listener, slot, player)
    except BaseException as error:  # must not fall back into what the zygote does
        os.write(2, ('keeper: %s: %s\n' % (type(error).__name__, error)).encode())
    finally:
        os._exit(1)


def _serve(listener: socket.socket, slots: list[keeper.Slot], player: keeper.Player) -> None:
    """Until standard input ends, which is when the host process does. A keeper that ends, for whatever reason, has lost
    its own run and no other: there is a new one in its place."""
    poll = select.poll()
    poll.register(0, select.POLLIN | select.POLLHUP)

    def start(slot: keeper.Slot) -> int:
        pidfd = os.pidfd_open(_start_keeper(listener, slot, player))
        poll.register(pidfd, select.POLLIN)
        return pidfd

    keepers = {start(slot): slot for slot in slots}
    while True:
        ended = [descriptor for descriptor, _ in poll.poll()]
        if 0 in ended:
            return
        # One that cannot even begin must not be begun without a break.
        time.sleep(_BEFORE_NEXT_KEEPER)
        _reap()
        for pidfd in ended:
            slot = keepers.pop(pidfd)
            poll.unregister(pidfd)
            os.close(pidfd)
            keepers[start(slot)] = slot


def _reap() -> None:
    """Keepers that have ended, and the runs of theirs, which were killed with them and are this process's now."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except ChildProcessError:
        pass


def _player(packages: Sequence[str]) -> keeper.Player:
    """What plays a run. Loads torch where it is among the packages."""
    if 'torch' not in packages:
        return keeper.Player(runner.prepare, functools.partial(runner.play, tensors=None))
    import tensors  # here, because only this zygote's Python need have torch

    tensors.settle()
    return keeper.Player(runner.prepare, functools.partial(runner.play, tensors=tensors.TENSORS))


def _prepare(packages: Sequence[str]) -> None:
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # an interpreter built without it; a student's own import will say so
    os.umask(0o022)
    resource.setrlimit(resource.RLIMIT_NOFILE, (keeper.MAX_DESCRIPTORS, keeper.MAX_DESCRIPTORS))
    if system.MACHINE not in seccomp.ARCHITECTURES:
        raise outer_jail.CannotIsolate('no table of system calls for %s' % system.MACHINE)
    outer_jail.require_visible_python(packages)


def _serve_jailed(
    directory: str,
    packages: Sequence[str],
    listener: socket.socket,
    in_user_namespace: bool,
    uid_base: int | None,
    groups: cgroup.Groups,
    processes: int | None,
    count: int,
    player: keeper.Player,
) -> None:
    """Process 1 of the outer jail."""
    jail.die_with_parent()
    pid_namespace = os.open('/proc/self/ns/pid', os.O_RDONLY)
    address_space = _address_space()
    slots = [
        keeper.Slot(
            uid=None if uid_base is None else uid_base + index,
            group=groups.slots[index] if groups.slots else None,
            address_space=address_space,
            pid_namespace=pid_namespace,
            processes=processes,
        )
        for index in range(count)
    ]
    outer_jail.replace_root(directory + '/root', packages)
    system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)
    system.drop_bounding_set()
    rehearsal.rehearse(player)
    runner.settle()
    gc.collect()
    gc.freeze()
    _say(
        {
            'status': 'ready',
            'python': platform.python_version(),
            'numpy': numpy.__version__,
            'userNamespace': in_user_namespace,
            'cgroup': groups.version,
            'cgroupNote': groups.note,
        }
    )
    _serve(listener, slots, player)


def main(directory: str, count: int, packages: Sequence[str]) -> int:
    try:
        _prepare(packages)
        player = _player(packages)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(directory + '/socket')
        listener.listen(64)
        groups = cgroup.make_groups(count)
        processes = clock.open_processes()
        # Before the namespaces: names of sockets belong to the network, and the claim is the host's.
        claim = _claim_uids(count) if os.geteuid() == 0 else None
        in_user_namespace = outer_jail.enter_namespaces()
        if claim is None and not in_user_namespace:
            raise outer_jail.CannotIsolate(
                'root here has no user ids to give to runs; run Stepwise as an ordinary user'
            )
        uid_base = None if claim is None or in_user_namespace else claim[0]
        child = os.fork()
        if child:
            os.waitpid(child, 0)
            groups.remove()
            return 0
        _serve_jailed(
            directory, packages, listener, in_user_namespace, uid_base, groups, processes, count, player
        )
    except (outer_jail.CannotIsolate, OSError) as error:
        _say({'status': 'refused', 'reason': str(error)})
        return 1
    return 0


if __name__ == '__main__':
    # Without Python's own tidying up, which takes a second with torch.
    os._exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
