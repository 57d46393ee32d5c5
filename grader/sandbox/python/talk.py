"""What a run and the host say to each other, passed on by the run's keeper a whole frame at a time.

A run can stall nobody but itself with what it says: its keeper reads it, a process of the run's own slot, and lets through
at most so many frames and bytes as an honest run of the same request would need, each well formed and in turn. After a
frame that asks for a gradient nothing more is read until the host has answered, so that the host never finds more
than one of them waiting. No frame costs more than its own bytes, and a run that sends a byte at a time is looked at a
thousand times a second at most.
"""
from __future__ import annotations

import select
import socket
import time

import wire

#: Of one message; what the runner says is cut to fit (failures.py).
MAX_JSON_BYTES = 64 * 2**10
MAX_FRAME_BYTES = wire.FRAME.size + MAX_JSON_BYTES + wire.Progress.ROW_BYTES
PIECE_BYTES = 64 * 2**10

#: Reads that a run has free, and those that each frame and each piece of bytes brings; beyond, one in `_PAUSE` seconds.
_FREE_READS = 256
_READS_A_FRAME = 4
_PIECE_A_READ = 16 * 2**10
_PAUSE = 0.001


class Violation(Exception):
    """The run said what the runner never says: its program interfered."""


class HostLeft(Exception):
    """The host hung up: it wants no more of the run."""


class Talk:
    """One conversation. `inbound` and `outbound` are memory that no forked process inherits."""

    def __init__(
        self,
        host: socket.socket,
        run: socket.socket,
        caps: wire.Caps,
        inbound: memoryview,
        outbound: memoryview,
    ) -> None:
        self._host = host
        self._run = run
        self._frames_left = caps.frames
        self._bytes_left = caps.bytes
        #: Bytes that the host is to send: the request, later the answer to a question.
        self._owed = caps.request_bytes
        self._inbound = inbound
        self._delivered = self._received = 0
        self._outbound = outbound
        self._filled = self._sent = 0
        self._need = wire.FRAME.size
        self._complete = False
        self._ended = False
        self._reads_left = _FREE_READS

    @property
    def waits_for_host(self) -> bool:
        """Whether it is the host's turn: such time is never a run's own."""
        return self._complete or (self._owed > 0 and self._received == self._delivered)

    @property
    def is_over(self) -> bool:
        """Whether the run has closed its end and everything that it said is passed on."""
        return self._ended and not self._complete

    @property
    def host_events(self) -> int:
        if self._complete:
            return select.POLLOUT
        return select.POLLIN if self.waits_for_host else 0

    @property
    def run_events(self) -> int:
        """0 too when the run has closed its end."""
        if self._ended or self.waits_for_host:
            return 0
        return select.POLLOUT if self._delivered < self._received else select.POLLIN

    def go_on(self) -> None:
        """Moves what can be moved without waiting."""
        if self._complete:
            self._send_on()
        elif self.waits_for_host:
            self._receive()
        if self._delivered < self._received:
            self._deliver()
        elif not self.waits_for_host and not self._ended and self._read():
            self._send_on()

    def drain(self) -> None:
        """Passes on what the run said before its end; the host may be waited for now. After a question an honest run
        has nothing more to say."""
        if self._owed > 0:
            return
        while self._complete or (not self._ended and self._read()):
            self._host.sendall(self._outbound[self._sent : self._filled])
            if self._is_question():
                return
            self._begin_frame()

    def pause(self) -> None:
        """Before a read beyond those that an honest run has need of."""
        if self._reads_left < 0:
            time.sleep(_PAUSE)

    def count_read(self, count: int) -> None:
        self._reads_left += count // _PIECE_A_READ - 1

    def _receive(self) -> None:
        try:
            count = self._host.recv_into(self._inbound, min(self._owed, PIECE_BYTES))
        except BlockingIOError:
            return
        if count == 0:
            raise HostLeft()
        self._owed -= count
        self._received, self._delivered = count, 0

    def _deliver(self) -> None:
        try:
            self._delivered += self._run.send(self._inbound[self._delivered : self._received])
        except BlockingIOError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            self._ended = True
            self._delivered = self._received

    def _read(self) -> bool:
        """Reads on in the present frame, and never beyond it. True when it is complete."""
        while self._filled < self._need:
            try:
                count = self._run.recv_into(self._outbound[self._filled : self._need])
            except BlockingIOError:
                return False
            except ConnectionResetError:
                count = 0
            self.count_read(count)
            if count == 0:
                self._ended = True
                return False
            self._filled += count
            if self._filled == self._need == wire.FRAME.size:
                self._admit()
        self._complete = True
        return True

    def _admit(self) -> None:
        """The head of a frame is there: may it come in?"""
        json_bytes, count = wire.FRAME.unpack_from(self._outbound)
        size = json_bytes + 8 * count
        self._frames_left -= 1
        self._bytes_left -= size
        if self._frames_left < 0 or self._bytes_left < 0:
            raise Violation('more than an honest run has to say')
        if json_bytes > MAX_JSON_BYTES or wire.FRAME.size + size > MAX_FRAME_BYTES:
            raise Violation('a frame that is too long')
        self._need += size
        self._reads_left += _READS_A_FRAME

    def _send_on(self) -> None:
        try:
            self._sent += self._host.send(self._outbound[self._sent : self._filled])
        except BlockingIOError:
            return
        if self._sent == self._filled:
            if self._is_question():
                # The answer has as many numbers.
                self._owed = self._filled
            self._begin_frame()

    def _is_question(self) -> bool:
        return wire.FRAME.unpack_from(self._outbound)[0] == 0

    def _begin_frame(self) -> None:
        self._filled = self._sent = 0
        self._need = wire.FRAME.size
        self._complete = False
