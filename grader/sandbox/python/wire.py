"""What passes between the host and a run, and between a run and its keeper. All numbers are little-endian.

Host → keeper, once:  a header (limits, caps of what the run may say, length of the request).
Host → run:           one request frame; where gradients are asked for then a frame of them for every frame of parameters.
Run → host:           a part at a time: one frame for loading, then one an episode, and where it asks one of parameters a step; then how
                      many bytes it has printed.
Keeper → host, last:  a frame of JSON that is marked as the keeper's, the bytes of output, and raw rows of an episode that
                      was cut short.

A frame is two uint32 (bytes of JSON, count of float64), the JSON, the numbers. A frame without JSON is a question: its
numbers are the parameters after a step, and the answer is the gradient there. They are the rows of that step as well: no
program can ask at other places than those that it returns.

A run has no connection to the host. It talks to its keeper over a socket of its own, and the keeper passes on what is
well formed and within the caps (talk.py). The student's process holds its end of that socket, so a determined one can
write frames of its own. That gains nothing: a frame carries rows of numbers, which it might as well have returned,
and they are compared with a reference that never comes here. It cannot speak for the keeper, who lets no marked frame
through. The host checks counts and lengths and takes anything odd for the run's own death.
"""
from __future__ import annotations

import mmap
import os
import struct
from typing import NamedTuple

#: Wall-clock seconds, processor seconds, bytes of memory, bytes of output; then the fields of `Caps`.
HEADER = struct.Struct('<ddQQQQQ')
FRAME = struct.Struct('<II')
#: In the first number of a frame: these are the keeper's words.
KEEPERS_MARK = 1 << 31


class Caps(NamedTuple):
    """What an honest run of a request has to say at most, and the length of that request."""

    frames: int
    bytes: int
    request_bytes: int


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
    The run may scribble over it; the keeper only believes that `used` lies within the buffer, and a run that says too soon
    that it is finished is ended without what it had still to say.
    """

    _STATE = struct.Struct('<III')
    _FINISHED = struct.Struct('<I')
    ROW_BYTES = 4 * 2**20

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE + self.ROW_BYTES)
        self.rows = memoryview(self._memory)[mmap.PAGESIZE :]

    def set(self, episode: int, step: int, used: int) -> None:
        self._STATE.pack_into(self._memory, 0, episode, step, used)

    def finish(self) -> None:
        """Nothing more is to be said or printed."""
        self._FINISHED.pack_into(self._memory, self._STATE.size, 1)

    @property
    def is_finished(self) -> bool:
        return self._FINISHED.unpack_from(self._memory, self._STATE.size) == (1,)

    def get(self) -> tuple[int, int, int]:
        """(episode, step, bytes of rows in use)."""
        episode, step, used = self._STATE.unpack_from(self._memory, 0)
        return episode, step, min(used, self.ROW_BYTES)

    def close(self) -> None:
        self.rows.release()
        self._memory.close()
