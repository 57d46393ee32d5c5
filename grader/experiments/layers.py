"""The layers of a network, each with its gradient. The batch is the innermost axis, so that every operation runs over
consecutive numbers: images are (channels, height, width, batch), everything else is (units, batch).

A layer is made from the shape that comes in. `size` is the number of its parameters, which it is handed as a flat part of
the whole network's, and `start` draws them.
"""
from __future__ import annotations

from math import prod
from typing import Any

import numpy


class Unusable(Exception):
    """The author's network does not fit together; the message says where."""


class Layer:
    """Without parameters of its own, unless a layer says otherwise."""

    size = 0

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape

    def start(self, chance: numpy.random.Generator) -> numpy.ndarray:
        return numpy.zeros(0)


def _scaled(chance: numpy.random.Generator, weights: int, biases: int, inputs: int) -> numpy.ndarray:
    """He et al. (2015): a variance of 2/inputs keeps the scale of what passes through a ReLU. Biases start at 0."""
    drawn = chance.standard_normal(weights) * numpy.sqrt(2 / inputs)
    return numpy.concatenate([drawn, numpy.zeros(biases)])


class Dense(Layer):
    """y = W x + b."""

    def __init__(self, shape: tuple[int, ...], units: int) -> None:
        super().__init__((units,))
        self._inputs, self._from = prod(shape), shape
        self.size = units * self._inputs + units

    def start(self, chance: numpy.random.Generator) -> numpy.ndarray:
        return _scaled(chance, self.size - self.shape[0], self.shape[0], self._inputs)

    def forward(self, x: numpy.ndarray, theta: numpy.ndarray, training: Any) -> numpy.ndarray:
        self._x = x.reshape(self._inputs, -1)
        units = self.shape[0]
        self._weights = theta[:-units].reshape(units, self._inputs)
        return self._weights @ self._x + theta[-units:, None]

    def backward(self, dy: numpy.ndarray, gradient: numpy.ndarray, wanted: bool) -> numpy.ndarray | None:
        units = self.shape[0]
        numpy.matmul(dy, self._x.T, out=gradient[:-units].reshape(units, self._inputs))
        gradient[-units:] = dy.sum(axis=1)
        return (self._weights.T @ dy).reshape(*self._from, -1) if wanted else None


class Convolution(Layer):
    """Filters of size × size over all channels, without padding, a step of one."""

    def __init__(self, shape: tuple[int, ...], channels: int, size: int) -> None:
        if len(shape) != 3 or min(shape[1:]) < size:
            raise Unusable('a convolution of size %d needs an image of at least that size, not %s' % (size, shape))
        self._channels, self._side = shape[0], size
        super().__init__((channels, shape[1] - size + 1, shape[2] - size + 1))
        self._inputs = shape[0] * size * size
        self.size = channels * self._inputs + channels
        self._from = shape

    def start(self, chance: numpy.random.Generator) -> numpy.ndarray:
        return _scaled(chance, self.size - self.shape[0], self.shape[0], self._inputs)

    def _windows(self, array: numpy.ndarray):
        """The part of an image that each place of a filter meets, with that place."""
        _, height, width = self.shape
        for i in range(self._side):
            for j in range(self._side):
                yield (slice(None), i, j), array[:, i : i + height, j : j + width]

    def forward(self, x: numpy.ndarray, theta: numpy.ndarray, training: Any) -> numpy.ndarray:
        filters, height, width = self.shape
        columns = numpy.empty((self._channels, self._side, self._side, height, width, x.shape[-1]))
        for place, window in self._windows(x):
            columns[place] = window
        self._columns = columns.reshape(self._inputs, -1)
        self._weights = theta[:-filters].reshape(filters, self._inputs)
        return (self._weights @ self._columns + theta[-filters:, None]).reshape(*self.shape, -1)

    def backward(self, dy: numpy.ndarray, gradient: numpy.ndarray, wanted: bool) -> numpy.ndarray | None:
        filters, height, width = self.shape
        flat = dy.reshape(filters, -1)
        numpy.matmul(flat, self._columns.T, out=gradient[:-filters].reshape(filters, self._inputs))
        gradient[-filters:] = flat.sum(axis=1)
        if not wanted:
            return None
        columns = (self._weights.T @ flat).reshape(self._channels, self._side, self._side, height, width, -1)
        dx = numpy.zeros((*self._from, dy.shape[-1]))
        for place, window in self._windows(dx):
            window += columns[place]
        return dx


class Pool(Layer):
    """The largest of each 2 × 2 places; of equals the first."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        if len(shape) != 3 or shape[1] % 2 or shape[2] % 2:
            raise Unusable('a pool needs an image of even height and width, not %s' % (shape,))
        super().__init__((shape[0], shape[1] // 2, shape[2] // 2))

    @staticmethod
    def _quarters(x: numpy.ndarray) -> list[numpy.ndarray]:
        return [x[:, i::2, j::2] for i in range(2) for j in range(2)]

    def forward(self, x: numpy.ndarray, theta: numpy.ndarray, training: Any) -> numpy.ndarray:
        first, second, third, fourth = self._quarters(x)
        self._x = x
        self._largest = numpy.maximum(numpy.maximum(first, second), numpy.maximum(third, fourth))
        return self._largest

    def backward(self, dy: numpy.ndarray, gradient: numpy.ndarray, wanted: bool) -> numpy.ndarray:
        dx = numpy.empty_like(self._x)
        left = numpy.ones(self._largest.shape, dtype=bool)
        for x, into in zip(self._quarters(self._x), self._quarters(dx)):
            chosen = (x == self._largest) & left
            left ^= chosen
            numpy.multiply(dy, chosen, out=into)
        return dx


class Relu(Layer):
    """max(x, 0)."""

    def forward(self, x: numpy.ndarray, theta: numpy.ndarray, training: Any) -> numpy.ndarray:
        self._on = x > 0
        return x * self._on

    def backward(self, dy: numpy.ndarray, gradient: numpy.ndarray, wanted: bool) -> numpy.ndarray:
        return dy * self._on


class Dropout(Layer):
    """Srivastava et al. (2014): a share of the units is left out and the rest made larger. Only where `training` draws."""

    def __init__(self, shape: tuple[int, ...], share: float) -> None:
        super().__init__(shape)
        self._share = share

    def forward(
        self, x: numpy.ndarray, theta: numpy.ndarray, training: numpy.random.Generator | None
    ) -> numpy.ndarray:
        self._mask = None
        if training is None:
            return x
        self._mask = (training.random(x.shape) >= self._share) / (1 - self._share)
        return x * self._mask

    def backward(self, dy: numpy.ndarray, gradient: numpy.ndarray, wanted: bool) -> numpy.ndarray:
        return dy if self._mask is None else dy * self._mask


#: By the words of question.yaml: each takes the shape that comes in and what the author wrote.
LAYERS = {
    'dense': lambda shape, units: Dense(shape, units),
    'convolution': lambda shape, given: Convolution(shape, given['channels'], given['size']),
    'pool': lambda shape, _: Pool(shape),
    'relu': lambda shape, _: Relu(shape),
    'dropout': lambda shape, share: Dropout(shape, share),
}
