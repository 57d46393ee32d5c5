"""A keeper looks after one run after another from outside their jail: it has the next process ready, hands it the
connection, collects its output, ends it in time, and tells the host how it ended.

A keeper lives long and every run is forked from it, so what it learns of one run must not reach the next. It learns
little: the bytes of the request go past it, and the token and the output lie in memory that forks do not get.
"""
from __future__ import annotations

import json
import mmap
import os
import select
import signal
import socket
import struct
import time
from typing import Callable, NamedTuple

import cgroup
import jail
import system
import wire

MAX_DESCRIPTORS = 256
_GO = struct.Struct('<dQ')
#: Said by a run's process when its jail is complete. An end before that is a fault of the grader, which no student's
#: code may feign: by the time that runs, this has been said and cannot be taken back.
_PREPARED = b'1'
#: Share of the processor limit after which a SIGKILL is put down to it.
_NEARLY = 0.95

Play = Callable[[int, wire.Progress], None]


class Slot(NamedTuple):
    """What tells the runs of one keeper from those of another."""

    #: A user id of its own; None where the user namespace holds only one.
    uid: int | None
    group: cgroup.Slot | None
    #: Bytes of virtual memory of a fresh process, on top of which a run gets its limit. Without a cgroup a run can use
    #: up to as much again by writing to what it has inherited: far more with torch (0.7 GB) than with NumPy.
    address_space: int
    #: Descriptor of the zygote's own pid namespace.
    pid_namespace: int


class _Secret:
    """The header and the output of the present run, in memory that no forked process inherits."""

    MAX_OUTPUT_BYTES = 2**20

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE + self.MAX_OUTPUT_BYTES + 1)
        self._memory.madvise(mmap.MADV_DONTFORK)
        whole = memoryview(self._memory)
        self.header = whole[: wire.HEADER_BYTES]
        self.token = whole[: wire.TOKEN_BYTES]
        self.output = whole[mmap.PAGESIZE :]


def _close_all_but(kept: int) -> None:
    os.closerange(3, kept)
    os.closerange(kept + 1, MAX_DESCRIPTORS)


def _be_jailed(channel: socket.socket, output: int, slot: Slot, progress: wire.Progress, play: Play) -> None:
    """The run's process, from the fork to its end. Never returns."""
    status = 70
    try:
        jail.die_with_parent()
        os.dup2(os.open('/dev/null', os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        _close_all_but(channel.fileno())
        system.unshare(system.CLONE_NEWNS)
        jail.mount_tmp(slot.uid)
        jail.give_up_privileges(slot.uid)
        limits, descriptors, _, _ = socket.recv_fds(channel, _GO.size, 1)
        cpu_seconds, memory = _GO.unpack(limits)
        connection = descriptors[0]
        jail.lock(cpu_seconds, slot.address_space + memory)
        os.write(channel.fileno(), _PREPARED)
        os.close(channel.fileno())
        play(connection, progress)
        status = 0
    except BaseException as error:  # whatever it is, this process must not fall back into the keeper's loop
        os.write(2, ('%s: %s\n' % (type(error).__name__, error)).encode())
    finally:
        os._exit(status)


class _Run:
    """One run: its process, made ready before there is a request, and the ends that are held of it."""

    def __init__(self, slot: Slot, play: Play) -> None:
        self._slot = slot
        self.progress = wire.Progress()
        self._channel, channel = socket.socketpair()
        self._output, output = os.pipe()
        # The next child, and it alone, is process 1 of a new namespace; setns makes the keeper able to do so again.
        system.unshare(system.CLONE_NEWPID)
        self._child = os.fork()
        if self._child == 0:
            _be_jailed(channel, output, slot, self.progress, play)
        system.setns(slot.pid_namespace, system.CLONE_NEWPID)
        os.close(output)
        channel.close()
        if slot.group is not None:
            slot.group.join(self._child)

    def _start(self, connection: socket.socket, cpu: float, memory: int) -> None:
        if self._slot.group is not None:
            self._slot.group.limit(memory)
        try:
            socket.send_fds(self._channel, [_GO.pack(cpu, memory)], [connection.fileno()])
        except BrokenPipeError:
            pass  # it could not make its jail; what it wrote says why

    def _watch(self, connection: socket.socket, seconds: float, output: memoryview) -> tuple[str | None, int]:
        """Waits for the run's end or brings it about. Returns the limit that was met, if any, and bytes of output,
        which are one too many when they fill `output`."""
        deadline = time.monotonic() + seconds
        pidfd = os.pidfd_open(self._child)
        poll = select.poll()
        poll.register(pidfd, select.POLLIN)
        poll.register(self._output, select.POLLIN)
        poll.register(connection, 0)  # only errors and hang-up: the bytes are the run's
        limit, written = None, 0
        while limit is None:
            left = deadline - time.monotonic()
            events = [descriptor for descriptor, _ in poll.poll(max(0.0, left) * 1000)]
            if left <= 0 or not events:
                limit = 'time'
            elif self._output in events:
                count = os.readv(self._output, [output[written:]])
                written += count
                if written == len(output):
                    limit = 'output'
                elif count == 0:
                    poll.unregister(self._output)
            else:
                break  # the run ended, or the host hung up
        os.kill(self._child, signal.SIGKILL)
        os.close(pidfd)
        return limit, written

    def conduct(self, connection: socket.socket, secret: _Secret) -> None:
        """The run, from the header to the trailer."""
        connection.recv_into(secret.header, wire.HEADER_BYTES, socket.MSG_WAITALL)
        wall, cpu, memory, output_bytes = wire.LIMITS.unpack_from(secret.header, wire.TOKEN_BYTES)
        self._start(connection, cpu, memory)
        limit, written = self._watch(connection, wall, secret.output[: output_bytes + 1])
        written = min(written, output_bytes)
        _, status, usage = os.wait4(self._child, 0)
        episode, step, used = self.progress.get()
        killed_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if limit is None and killed_by == signal.SIGKILL:
            if usage.ru_utime + usage.ru_stime >= _NEARLY * cpu:
                limit = 'time'
            elif self._slot.group is not None and self._slot.group.ran_out():
                limit = 'memory'
        trailer = {
            'prepared': self._channel.recv(1) == _PREPARED,
            'limit': limit,
            'signal': killed_by,
            'exit': 0 if killed_by else os.WEXITSTATUS(status),
            'episode': episode,
            'step': step,
            'outputBytes': written,
        }
        text = json.dumps(trailer).encode()
        descriptor = connection.fileno()
        wire.send(descriptor, secret.token)
        wire.send(descriptor, wire.FRAME.pack(len(text), 0) + text)
        wire.send(descriptor, secret.output[:written])
        wire.send(descriptor, self.progress.rows[:used])

    def close(self) -> None:
        self.progress.close()
        self._channel.close()
        os.close(self._output)


def keep(listener: socket.socket, slot: Slot, play: Play) -> None:
    """Conducts runs for ever; `play` is what a run's process does once it is jailed."""
    secret = _Secret()
    while True:
        run = _Run(slot, play)
        connection, _ = listener.accept()
        try:
            run.conduct(connection, secret)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the host hung up and wants no trailer
        finally:
            connection.close()
            run.close()
