"""A network as one function of one flat vector: cost and gradient on a batch."""
from __future__ import annotations

from typing import Any

import numpy

from layers import LAYERS, Layer, Unusable


def _cross_entropy(scores: numpy.ndarray, labels: numpy.ndarray) -> tuple[float, numpy.ndarray]:
    """Mean of −log softmax(scores)[label], and its gradient."""
    shifted = scores - scores.max(axis=0)
    exponentials = numpy.exp(shifted)
    sums = exponentials.sum(axis=0)
    count = len(labels)
    places = (labels, numpy.arange(count))
    cost = (numpy.log(sums) - shifted[places]).mean()
    gradient = exponentials / sums
    gradient[places] -= 1
    return cost, gradient / count


def _squared(scores: numpy.ndarray, labels: numpy.ndarray) -> tuple[float, numpy.ndarray]:
    """Half the mean squared distance to 1 for the label and 0 for the others, and its gradient."""
    count = len(labels)
    distance = scores.copy()
    distance[labels, numpy.arange(count)] -= 1
    return 0.5 * (distance**2).sum() / count, distance / count


LOSSES = {'cross-entropy': _cross_entropy, 'squared': _squared}


class Network:
    """`layers` are the author's, such as ['relu', {'dense': 10}]; `classes` is how many units must come out."""

    def __init__(
        self, shape: tuple[int, ...], layers: list[Any], loss: str, penalty: float, classes: int
    ) -> None:
        self._layers: list[Layer] = []
        for number, given in enumerate(layers, start=1):
            [(name, value)] = given.items() if isinstance(given, dict) else [(given, None)]
            try:
                layer = LAYERS[name](shape, value)
            except Unusable as reason:
                raise Unusable('layer %d: %s' % (number, reason)) from None
            shape = layer.shape
            self._layers.append(layer)
        if shape != (classes,):
            raise Unusable('the last layer gives %s where the data have %d classes' % (shape, classes))
        self._loss = LOSSES[loss]
        self._penalty = penalty
        self.size = sum(layer.size for layer in self._layers)

    def start(self, chance: numpy.random.Generator) -> numpy.ndarray:
        return numpy.concatenate([layer.start(chance) for layer in self._layers])

    def _parts(self, flat: numpy.ndarray) -> list[numpy.ndarray]:
        """Of a vector as long as the parameters, each layer's own."""
        parts, at = [], 0
        for layer in self._layers:
            parts.append(flat[at : at + layer.size])
            at += layer.size
        return parts

    def cost(
        self,
        theta: numpy.ndarray,
        images: numpy.ndarray,
        labels: numpy.ndarray,
        training: numpy.random.Generator | None,
    ) -> tuple[float, numpy.ndarray]:
        """Cost on a batch and the gradient at `theta`. Dropout draws from `training`; without, nothing is left out."""
        x = images
        for layer, part in zip(self._layers, self._parts(theta)):
            x = layer.forward(x, part, training)
        cost, dy = self._loss(x, labels)
        gradient = numpy.empty_like(theta)
        parts = self._parts(gradient)
        for index in range(len(self._layers) - 1, -1, -1):
            dy = self._layers[index].backward(dy, parts[index], index > 0)
        if self._penalty:
            cost += 0.5 * self._penalty * (theta @ theta)
            gradient += self._penalty * theta
        return cost, gradient
