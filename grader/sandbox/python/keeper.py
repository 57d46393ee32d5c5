"""A keeper looks after one run after another from outside their jail: it has the next process ready, passes on what the
run and the host say to each other, collects its output, ends it in time, and tells the host how it ended.

A keeper lives long and every run is forked from it, so what it learns of one run must not reach the next. It learns
little: the bytes of the talk go past it, and lie, like the output, in memory that forks do not get.

Nothing that a run holds is held by anybody else: its socket and its pipe have an end of their own here, with flags of
their own. Whatever goes wrong in a keeper all the same ends it, and its run; the zygote has another one in its place.
"""
from __future__ import annotations

import json
import mmap
import os
import select
import signal
import socket
import struct
from typing import Callable, NamedTuple

import cgroup
import clock
import jail
import system
import talk
import wire

MAX_DESCRIPTORS = 256
#: The number of a run's end of the talk, the same in every run: a program can print it.
_CHANNEL = 3
_GO = struct.Struct('<dQ')
#: Said by a run's process when its jail is complete. An end before that is a fault of the grader, which no student's
#: code may feign: by the time that runs, this has been said and cannot be taken back.
_PREPARED = b'1'
#: Share of the processor limit after which a SIGKILL is put down to it: for the limit the kernel counts ticks, of which a
#: run beside many others is charged more than it used.
_NEARLY = 0.5
#: Seconds that the host may take for its own part of a run, and that others may have the processor instead of it.
_PATIENCE = 60.0
#: Seconds that the host may take to hang up.
_FAREWELL = 30.0

class Player(NamedTuple):
    """What a run's process does of its own."""

    #: While there is no request.
    prepare: Callable[[], None]
    #: From the request on, in the jail.
    play: Callable[[int, wire.Progress], None]


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
    #: Descriptor of the host's /proc, None where it cannot be had.
    processes: int | None


class _Private:
    """Header, talk and output of the present run, in memory that no forked process inherits."""

    MAX_OUTPUT_BYTES = 2**20

    def __init__(self) -> None:
        sizes = (wire.HEADER.size, talk.PIECE_BYTES, talk.MAX_FRAME_BYTES, self.MAX_OUTPUT_BYTES + 1)
        memory = mmap.mmap(-1, sum(sizes))
        memory.madvise(mmap.MADV_DONTFORK)
        parts, at = [], 0
        for size in sizes:
            parts.append(memoryview(memory)[at : at + size])
            at += size
        self.header, self.inbound, self.outbound, self.output = parts


def _be_jailed(channel: socket.socket, output: int, slot: Slot, progress: wire.Progress, player: Player) -> None:
    """The run's process, from the fork to its end. Never returns."""
    status = 70
    try:
        jail.die_with_parent()
        os.dup2(os.open('/dev/null', os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.dup2(channel.detach(), _CHANNEL)
        os.closerange(_CHANNEL + 1, MAX_DESCRIPTORS)
        system.unshare(system.CLONE_NEWNS)
        jail.mount_tmp(slot.uid)
        jail.give_up_privileges(slot.uid)
        player.prepare()
        cpu_seconds, memory = _GO.unpack(wire.receive(_CHANNEL, _GO.size))
        jail.lock(cpu_seconds, slot.address_space + memory)
        wire.send(_CHANNEL, _PREPARED)
        player.play(_CHANNEL, progress)
        status = 0
    except BaseException as error:  # whatever it is, this process must not fall back into the keeper's loop
        os.write(2, ('%s: %s\n' % (type(error).__name__, error)).encode())
    finally:
        os._exit(status)


class _Output:
    """What a run prints, up to one byte more than it may."""

    def __init__(self, descriptor: int, room: memoryview) -> None:
        self._descriptor = descriptor
        self._room = room
        self.written = 0
        self.ended = False

    @property
    def overflows(self) -> bool:
        return self.written == len(self._room)

    def read(self) -> int:
        try:
            count = os.readv(self._descriptor, [self._room[self.written :]])
        except BlockingIOError:
            return 0
        self.written += count
        self.ended = count == 0
        return count

    def drain(self) -> None:
        while not self.overflows and self.read() > 0:
            pass


class _Run:
    """One run: its process, made ready before there is a request, and the ends that are held of it."""

    def __init__(self, slot: Slot, player: Player) -> None:
        self._slot = slot
        self.progress = wire.Progress()
        self._channel, channel = socket.socketpair()
        self._output, output = os.pipe()
        self._ended: tuple | None = None
        # The next child, and it alone, is process 1 of a new namespace; setns makes the keeper able to do so again.
        system.unshare(system.CLONE_NEWPID)
        self._child = os.fork()
        if self._child == 0:
            _be_jailed(channel, output, slot, self.progress, player)
        system.setns(slot.pid_namespace, system.CLONE_NEWPID)
        os.close(output)
        channel.close()
        os.set_blocking(self._output, False)
        if slot.group is not None:
            slot.group.join(self._child)

    def _start(self, cpu: float, memory: int) -> bool:
        """Lets the run's process make its jail and wait for the request. False when it could not: what it wrote says why."""
        if self._slot.group is not None:
            self._slot.group.limit(memory)
        self._channel.settimeout(_PATIENCE)
        try:
            self._channel.sendall(_GO.pack(cpu, memory))
            return self._channel.recv(1) == _PREPARED
        except (BrokenPipeError, ConnectionResetError):
            return False

    def _has_said_all(self, conversation: talk.Talk) -> bool:
        """Then nobody waits until the kernel has taken its memory, its /tmp and its namespaces down."""
        return conversation.is_over and self.progress.is_finished

    def _end(self) -> tuple:
        """Kills the process where it lives and says how it ended: status and use of the processor."""
        if self._ended is None:
            os.kill(self._child, signal.SIGKILL)
            self._ended = os.wait4(self._child, 0)[1:]
        return self._ended

    def _watch(
        self, host: socket.socket, conversation: talk.Talk, output: _Output, stopwatch: clock.Clock
    ) -> str | None:
        """Waits for the run's end or for a reason to end it. Returns the limit that was met, if any."""
        poll = select.poll()
        poll.register(stopwatch.pidfd, select.POLLIN)
        poll.register(self._output, select.POLLIN)
        poll.register(host, conversation.host_events)
        poll.register(self._channel, conversation.run_events)
        host_events, run_events, hung_up = conversation.host_events, conversation.run_events, False
        while True:
            is_own = not conversation.waits_for_host
            at_once = hung_up and conversation.run_events != 0
            happened = dict(poll.poll(0 if at_once else stopwatch.left(is_own) * 1000 + 1))
            stopwatch.tick(is_own)
            if self._output in happened:
                conversation.count_read(output.read())
                if output.overflows:
                    return 'output'
                if output.ended:
                    poll.unregister(self._output)
            if happened.get(host.fileno(), 0) & (select.POLLHUP | select.POLLERR):
                raise talk.HostLeft()
            if stopwatch.pidfd in happened:
                return None
            if happened.get(self._channel.fileno(), 0) & (select.POLLHUP | select.POLLERR):
                # It is said again and again; what was sent before can be read without being told.
                poll.unregister(self._channel)
                hung_up = True
            conversation.go_on()
            if self._has_said_all(conversation):
                return None
            if conversation.host_events != host_events:
                host_events = conversation.host_events
                poll.modify(host, host_events)
            if conversation.run_events != run_events and not hung_up:
                run_events = conversation.run_events
                poll.modify(self._channel, run_events)
            verdict = stopwatch.verdict()
            if verdict is not None:
                return verdict
            conversation.pause()

    def conduct(self, host: socket.socket, private: _Private) -> None:
        """The run, from the header to the keeper's last words."""
        if host.recv_into(private.header, wire.HEADER.size, socket.MSG_WAITALL) < wire.HEADER.size:
            return
        wall, cpu, memory, output_bytes, *caps = wire.HEADER.unpack(private.header)
        output = _Output(self._output, private.output[: output_bytes + 1])
        conversation = talk.Talk(host, self._channel, wire.Caps(*caps), private.inbound, private.outbound)
        prepared = self._start(cpu, memory)
        limit = self._play(host, conversation, output, wall) if prepared else None
        if prepared and limit is None and self._has_said_all(conversation):
            os.kill(self._child, signal.SIGKILL)
            status, usage = 0, None
        else:
            status, usage = self._end()
        host.settimeout(_FAREWELL)
        if prepared and limit != 'talk':
            try:
                conversation.drain()
            except talk.Violation:
                limit = 'talk'
        output.drain()
        if limit is None and output.overflows:
            limit = 'output'
        killed_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if limit is None and killed_by == signal.SIGKILL:
            if self._slot.group is not None and self._slot.group.ran_out():
                limit = 'memory'
            elif usage is not None and usage.ru_utime + usage.ru_stime >= _NEARLY * cpu:
                limit = 'time'
        self._say_farewell(
            host,
            private.output[: min(output.written, output_bytes)],
            {
                'prepared': prepared,
                'limit': limit,
                'signal': killed_by,
                'exit': 0 if killed_by else os.WEXITSTATUS(status),
            },
        )

    def _play(self, host: socket.socket, conversation: talk.Talk, output: _Output, wall: float) -> str | None:
        """Everything between the jail and the end of the run. Returns the limit that was met, if any."""
        pidfd = os.pidfd_open(self._child)
        host.setblocking(False)
        self._channel.setblocking(False)
        try:
            stopwatch = clock.Clock(wall, _PATIENCE, self._slot.processes, pidfd)
            return self._watch(host, conversation, output, stopwatch)
        except talk.Violation:
            return 'talk'
        finally:
            os.close(pidfd)

    def _say_farewell(self, host: socket.socket, output: memoryview, ending: dict) -> None:
        episode, step, used = self.progress.get()
        last = {**ending, 'episode': episode, 'step': step, 'outputBytes': len(output), 'rowBytes': used}
        text = json.dumps(last).encode()
        host.sendall(wire.FRAME.pack(wire.KEEPERS_MARK | len(text), 0) + text)
        host.sendall(output)
        host.sendall(self.progress.rows[:used])
        # Whoever closes what the other still writes to spoils what the other has not read yet: the host goes first.
        host.shutdown(socket.SHUT_WR)
        while host.recv(talk.PIECE_BYTES):
            pass

    def close(self) -> None:
        self._end()
        self.progress.close()
        self._channel.close()
        os.close(self._output)


def keep(listener: socket.socket, slot: Slot, player: Player) -> None:
    """Conducts runs for ever. What is raised here is to end the process, and with it the run."""
    private = _Private()
    while True:
        run = _Run(slot, player)
        host, _ = listener.accept()
        with host:
            try:
                run.conduct(host, private)
            except (talk.HostLeft, BrokenPipeError, ConnectionResetError):
                pass  # the host hung up and wants no more
        run.close()
