"""What student code is given its numbers in: NumPy's arrays, or torch's tensors, which tensors.py puts in their place."""
from __future__ import annotations

from typing import Any

import numpy

from returns import row
from signatures import takes

# Fetched before student code is loaded, which may replace them.
_array = numpy.array


class Arrays:
    """Numbers as NumPy's arrays."""

    #: Types of a single array.
    kinds: tuple[type, ...] = (numpy.ndarray, numpy.generic)

    def value(self, numbers: numpy.ndarray, dtype: numpy.dtype, shape: tuple[int, ...]) -> Any:
        """A fresh array that student code may do with as it likes, one without dimensions for shape ()."""
        fresh = _array(numbers, dtype=dtype)
        return fresh if len(shape) == 1 else fresh.reshape(shape)

    def row(self, value: object, shape: tuple[int, ...]) -> tuple[numpy.ndarray, str]:
        """Back from student code, as `returns.row` says."""
        return row(value, shape)

    def can_step(self, kind: type) -> bool:
        """Whether `step` can be called on instances of a class in the style of torch.optim."""
        return takes(kind.step, 2)

    def step(self, instance: Any, targets: list, gradients: list) -> object:
        """Calls the `step` of an instance that was made from `targets`."""
        return instance.step(gradients)


NUMPY = Arrays()
