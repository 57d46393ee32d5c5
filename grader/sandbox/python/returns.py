"""From whatever a rule gave back to a row of float64, or to a `BadReturn` that says what was found instead.

Everything needed from NumPy and from Python's types is fetched here, before student code is loaded, and only exact or
built-in types are looked into, so that a patched module or an object with clever methods can spoil its own run at most.
"""
from __future__ import annotations

from collections.abc import Mapping

import numpy

_array = numpy.array
_ndarray = numpy.ndarray
_generic = numpy.generic
_float64 = numpy.dtype('float64')
_type_name = type.__dict__['__name__'].__get__
_NUMBERS = (float, int, complex, _generic)

PAIR = 'a pair (next_w, config)'


class BadReturn(Exception):
    """`reason` is one of the ids of `BadReturn` in sandbox.ts; `found` and `expected` are words for people."""

    def __init__(self, reason: str, found: str, expected: str) -> None:
        super().__init__(reason, found, expected)
        self.reason = reason
        self.found = found
        self.expected = expected


def _shape_text(shape: tuple[int, ...]) -> str:
    return 'shape %r' % (shape,) if shape else 'a single number'


def describe(value: object) -> str:
    """A few words for a value of any kind, without calling its methods."""
    kind = type(value)
    if value is None:
        return 'None'
    if issubclass(kind, _ndarray):
        return 'an array of %s' % _shape_text(_ndarray.shape.__get__(value))
    if kind is tuple or kind is list:
        return 'a %s of %d' % (_type_name(kind), len(value))
    return 'a value of type %s' % _type_name(kind)


def _is_number(value: object) -> bool:
    return issubclass(type(value), _NUMBERS) and type(value) is not bool


def _what_else(result: object, items: tuple, expected: str) -> BadReturn:
    """What came back in the place of a pair."""
    kind = type(result)
    if issubclass(kind, Mapping):
        return BadReturn('only-config', describe(result), expected)
    if issubclass(kind, (_ndarray, _NUMBERS)) or (items and all(_is_number(item) for item in items)):
        return BadReturn('only-parameters', describe(result), expected)
    return BadReturn('not-a-pair', describe(result), expected)


def pair(result: object, called_without_config: bool) -> tuple[object, object]:
    """Takes (next_w, config), not None, apart. A rule called without a config may give None back for it."""
    if type(result) is tuple and len(result) == 2 and type(result[1]) is dict:
        return result  # nearly always, and a step is short
    expected = PAIR
    kind = type(result)
    if issubclass(kind, tuple):
        items = tuple.__getitem__(result, slice(None))
    elif issubclass(kind, list):
        items = tuple(list.__getitem__(result, slice(None)))
    else:
        items = ()
    if len(items) != 2 or (kind is list and _is_number(items[0]) and _is_number(items[1])):
        raise _what_else(result, items, expected)
    first, config = items
    if issubclass(type(first), Mapping) and not issubclass(type(config), Mapping):
        raise BadReturn('pair-exchanged', 'first %s, then %s' % (describe(first), describe(config)), expected)
    if not issubclass(type(config), Mapping) and not (config is None and called_without_config):
        raise BadReturn('config-not-a-dict', describe(config), 'a dict as config')
    return items


def row(value: object, shape: tuple[int, ...]) -> tuple[numpy.ndarray, str]:
    """The numbers of `value`, flat and copied, and the name of the dtype they came in."""
    kind = type(value)
    if kind is _ndarray and value.dtype is _float64 and value.shape == shape:
        return value.flatten(), 'float64'  # nearly always; of this very type no program can change a method
    expected = 'an array of %s' % _shape_text(shape) if shape else 'a single number'
    if issubclass(kind, _ndarray) or (issubclass(kind, _NUMBERS) and kind is not bool):
        found = _array(value, copy=True, subok=False)
    elif issubclass(kind, (list, tuple)):
        try:
            found = _array(value, copy=True, subok=False)
        except (ValueError, TypeError):
            raise BadReturn('wrong-shape', 'a %s that is no array' % _type_name(kind), expected) from None
    else:
        raise BadReturn('wrong-type', describe(value), expected)
    dtype = found.dtype
    if dtype.kind == 'c':
        raise BadReturn('complex-values', '%s values' % dtype.name, 'real numbers')
    if dtype.kind not in 'fiu':
        raise BadReturn('wrong-type', '%s values' % dtype.name, 'numbers')
    if found.shape != shape:
        raise BadReturn('wrong-shape', _shape_text(found.shape), _shape_text(shape))
    if dtype is _float64:
        return found.ravel(), 'float64'
    return found.astype(_float64).ravel(), dtype.name
