"""The process that trains: it holds the data and gives cost and gradient. It never runs a student's code.

Frames on standard input and output, two uint32 (bytes of JSON, count of float64), the JSON and the numbers:

    {"data": path, "layers": …, "batch": …, "seed": …, …}           →  {"classes": …, "stepsAnEpoch": …}, θ₀
    {"step": 0 is the first, "dropout": true or false}, θ             →  {}, the cost and then the gradient
    anything that cannot be done                                      →  {"unusable": why}

What a step asks depends on its number alone: which images are its batch, and what dropout leaves out. So every curve of an
experiment sees the same, and a step can be asked for again.
"""
from __future__ import annotations

import json
import os
import struct
import sys
from zipfile import BadZipFile

# One thread: sums in a fixed order, and the other processors are for others.
for _name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[_name] = '1'

import numpy  # noqa: E402, after the environment that it reads

from layers import Unusable  # noqa: E402
from network import Network  # noqa: E402

_HEAD = struct.Struct('<II')
#: Which stream of chance is which, beside the seed.
_START, _ORDER, _DROPOUT = range(3)


def _load(path: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Images as (count, channels, height, width), between 0 and 1, and labels from 0."""
    try:
        with numpy.load(path, allow_pickle=False) as file:
            images, labels = file['images'], file['labels']
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise Unusable('the data are no .npz file with the arrays images and labels (%s)' % error) from None
    if images.ndim not in (3, 4) or images.dtype != numpy.uint8:
        raise Unusable('images must be uint8 of shape (count, height, width) or (count, height, width, channels)')
    if labels.shape != images.shape[:1] or labels.dtype.kind not in 'ui' or not len(labels):
        raise Unusable('labels must be whole numbers, one an image')
    if labels.min() < 0 or labels.max() > 999:
        raise Unusable('labels must be from 0 to 999')
    if images.ndim == 3:
        images = images[..., None]
    return numpy.ascontiguousarray(images.transpose(0, 3, 1, 2)) / 255, labels.astype(numpy.intp)


class Training:
    def __init__(self, given: dict) -> None:
        self._images, self._labels = _load(given['data'])
        self._batch, self._seed = given['batch'], given['seed']
        self._classes = int(self._labels.max()) + 1
        self._steps = len(self._labels) // self._batch
        if self._steps == 0:
            raise Unusable('a batch of %d is more than the %d images' % (self._batch, len(self._labels)))
        shape = self._images.shape[1:]
        self._network = Network(shape, given['layers'], given['loss'], given['penalty'], self._classes)
        if given['standardized']:
            self._images = (self._images - self._images.mean()) / self._images.std()
        self._epoch = -1

    def _chance(self, stream: int, number: int = 0) -> numpy.random.Generator:
        return numpy.random.default_rng([self._seed, stream, number])

    def begin(self) -> tuple[dict, numpy.ndarray]:
        says = {'classes': self._classes, 'stepsAnEpoch': self._steps}
        return says, self._network.start(self._chance(_START))

    def at(self, step: int, dropout: bool, theta: numpy.ndarray) -> numpy.ndarray:
        epoch, batch = divmod(step, self._steps)
        if epoch != self._epoch:
            self._epoch = epoch
            self._order = self._chance(_ORDER, epoch).permutation(len(self._labels))
        chosen = self._order[batch * self._batch : (batch + 1) * self._batch]
        images = numpy.ascontiguousarray(numpy.moveaxis(self._images[chosen], 0, -1))
        training = self._chance(_DROPOUT, step) if dropout else None
        # A student's step may lead anywhere; a cost that is no number is a cost, too.
        with numpy.errstate(all='ignore'):
            cost, gradient = self._network.cost(theta, images, self._labels[chosen], training)
        return numpy.concatenate([[cost], gradient])


def _receive() -> tuple[dict, numpy.ndarray] | None:
    head = sys.stdin.buffer.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    size, count = _HEAD.unpack(head)
    message = json.loads(sys.stdin.buffer.read(size))
    return message, numpy.frombuffer(sys.stdin.buffer.read(8 * count), '<f8')


def _send(message: dict, numbers: numpy.ndarray) -> None:
    text = json.dumps(message).encode()
    sys.stdout.buffer.write(_HEAD.pack(len(text), len(numbers)) + text + numbers.astype('<f8').tobytes())
    sys.stdout.buffer.flush()


def main() -> None:
    training = None
    while True:
        received = _receive()
        if received is None:
            return
        message, numbers = received
        try:
            if 'step' in message and training is not None:
                _send({}, training.at(message['step'], message['dropout'], numbers))
            else:
                training = Training(message)
                _send(*training.begin())
        except Unusable as reason:
            _send({'unusable': str(reason)}, numpy.zeros(0))


if __name__ == '__main__':
    main()
