"""torch's tensors in place of NumPy's arrays. Imported only by the zygote that has torch.

A program that imports torch gets every number array as a tensor of the test's dtype that requires no gradient, because
torch's functions take nothing else; it may give back tensors, with or without a gradient, arrays or numbers.
"""
from __future__ import annotations

import importlib
import signal
import tempfile
from typing import Any

import numpy
import torch

import arrays
from returns import BadReturn, row
from signatures import parameter_names, takes

#: What torch itself imports late, at a cost of seconds and from packages that the jail hides.
_PRELOADED = ('torch._dynamo',)

#: Signals for which libraries of torch's set handlers, which print addresses into the output of a run that crashes.
_CRASHES = (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGABRT)

# Fetched before student code is loaded, which may replace them.
_Tensor = torch.Tensor
_from_numpy = torch.from_numpy
_numpy = _Tensor.numpy
_to = _Tensor.to
_float64 = torch.float64
_NOT_IN_NUMPY = (torch.bfloat16,)


def _is_tensor(value: object) -> bool:
    return issubclass(type(value), _Tensor)


def _plain(value: Any) -> Any:
    """As NumPy has it, detached. A list or tuple of tensors becomes a list of arrays."""
    if _is_tensor(value):
        return _numpy(value, force=True)
    if type(value) in (list, tuple):
        return [_plain(item) for item in value]
    return value


class Tensors(arrays.Arrays):
    """Numbers as torch's tensors."""

    kinds = (*arrays.Arrays.kinds, _Tensor)

    def value(self, numbers: numpy.ndarray, dtype: numpy.dtype, shape: tuple[int, ...]) -> Any:
        return _from_numpy(super().value(numbers, dtype, shape))

    def row(self, value: object, shape: tuple[int, ...]) -> tuple[numpy.ndarray, str]:
        try:
            if _is_tensor(value) and value.dtype in _NOT_IN_NUMPY:
                return row(_plain(_to(value, _float64)), shape)[0], str(value.dtype).split('.')[-1]
            plain = _plain(value)
        except (TypeError, RuntimeError):
            raise BadReturn('wrong-type', 'a tensor that is not dense', 'a dense tensor') from None
        return row(plain, shape)

    def can_step(self, kind: type) -> bool:
        return takes(kind.step, 1) or takes(kind.step, 2)

    def step(self, instance: Any, targets: list, gradients: list) -> object:
        """As torch.optim has it, `step(closure=None)` finds the gradients in `grad` of its parameters."""
        for target, gradient in zip(targets, gradients):
            target.grad = gradient
        names = parameter_names(instance.step)
        if not names or names[0] == 'closure':
            return instance.step()
        return instance.step(gradients)


TENSORS = Tensors()


def settle() -> None:
    """The same surroundings for every run, as `runner.settle` makes them. Called once, before the forks."""
    for name in _PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # an older torch, or one built without it
    tempfile.tempdir = None  # found while torch was loaded, and out of sight in the jail
    for crash in _CRASHES:
        signal.signal(crash, signal.SIG_DFL)
    # More threads would not survive the fork.
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.use_deterministic_algorithms(True)
    # State made by torch.zeros(n), or a coefficient by torch.tensor(0.9), must not round to single precision.
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(0)
    # Looks at the processor once, through files that the jail hides.
    for dtype in (torch.float32, torch.float64):
        matrix = torch.ones(8, 8, dtype=dtype)
        torch.sqrt(matrix @ matrix)
