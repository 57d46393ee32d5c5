"""What passes between the host and a run, and between a run and its supervisor. All numbers are little-endian.

Host → keeper, once:  a header (token and limits).
Host → run:           one request frame; in closed loop then a frame of gradients for every frame of parameters.
Run → host:           one frame for loading, then one an episode, and in closed loop one of parameters a step.
Keeper → host, last:  the token, a frame of JSON, the bytes of output, and raw rows of an episode that was cut short.

A frame is two uint32 (bytes of JSON, count of float64), the JSON, the numbers.

The student's process holds the end of this connection too, so a determined one can write frames of its own. That gains
nothing: a frame carries rows of numbers, which it might as well have returned, and they are compared with a reference
that never comes here. It cannot speak for the keeper, whose token it never sees: the header is read by the keeper, into
memory that a forked process does not get. The host checks counts and lengths and takes anything odd for the run's own
death.
"""
from __future__ import annotations

import mmap
import os
import struct

#: The header is a token and: wall-clock seconds, processor seconds, bytes of memory, bytes of output.
TOKEN_BYTES = 16
LIMITS = struct.Struct('<ddQQ')
HEADER_BYTES = TOKEN_BYTES + LIMITS.size
FRAME = struct.Struct('<II')


class ConnectionEnded(Exception):
    """The host closed the connection."""


def receive(descriptor: int, count: int) -> bytes:
    chunks = []
    while count > 0:
        chunk = os.read(descriptor, min(count, 1 << 20))
        if not chunk:
            raise ConnectionEnded()
        chunks.append(chunk)
        count -= len(chunk)
    return b''.join(chunks)


def send(descriptor: int, data: bytes | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


class Progress:
    """Memory shared by a run and its keeper: how far the run has come, and the rows that it has not sent yet.

    Rows wait here for the end of their episode, so that a run costs one message an episode and yet a kill loses none.
    The run may scribble over it; the keeper only believes that `used` lies within the buffer.
    """

    _STATE = struct.Struct('<III')
    ROW_BYTES = 4 * 2**20

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE + self.ROW_BYTES)
        self.rows = memoryview(self._memory)[mmap.PAGESIZE :]

    def set(self, episode: int, step: int, used: int) -> None:
        self._STATE.pack_into(self._memory, 0, episode, step, used)

    def get(self) -> tuple[int, int, int]:
        """(episode, step, bytes of rows in use)."""
        episode, step, used = self._STATE.unpack_from(self._memory, 0)
        return episode, step, min(used, self.ROW_BYTES)

    def close(self) -> None:
        self.rows.release()
        self._memory.close()
