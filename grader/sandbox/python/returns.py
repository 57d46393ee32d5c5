"""From whatever a rule gave back to a row of float64, or to a `BadReturn` that says what was found instead.

Everything needed from NumPy and from Python's types is fetched here, before student code is loaded, and only exact or
built-in types are looked into, so that a patched module or an object with clever methods can spoil its own run at most.
"""
from __future__ import annotations

from collections.abc import Mapping, Set
from types import FunctionType, MethodType, ModuleType

import numpy

_array = numpy.array
_ndarray = numpy.ndarray
_generic = numpy.generic
_float64 = numpy.dtype('float64')
_complex128 = numpy.dtype('complex128')
_complexfloating = numpy.complexfloating
_type_name = type.__dict__['__name__'].__get__
_mro = type.__dict__['__mro__'].__get__
_names = type.__dict__['__dict__'].__get__
_NUMBERS = (float, int, complex, _generic)

#: What has fields and is no config: classes and code, and collections and numbers of whatever class.
_NO_RECORDS = (
    *(type, FunctionType, MethodType, ModuleType, numpy.ufunc),
    *(Mapping, Set, tuple, list, str, bytes, _ndarray, *_NUMBERS),
)

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


def _is_complex(value: object) -> bool:
    return issubclass(type(value), (complex, _complexfloating))


def _is_number(value: object) -> bool:
    return issubclass(type(value), _NUMBERS) and type(value) is not bool


def is_record(value: object) -> bool:
    """An object that keeps things in fields, as of a dataclass, and is no array of any library."""
    kind = type(value)
    if issubclass(kind, _NO_RECORDS):
        return False
    names = {name for each in _mro(kind) for name in _names(each)}
    return bool(names & {'__dict__', '__slots__'}) and '__array__' not in names


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
    is_config = issubclass(type(config), Mapping) or is_record(config)
    if issubclass(type(first), Mapping) and not is_config:
        raise BadReturn('pair-exchanged', 'first %s, then %s' % (describe(first), describe(config)), expected)
    if not is_config and not (config is None and called_without_config):
        raise BadReturn('config-not-a-dict', describe(config), 'a dict as config')
    return items


def _of_numbers(found: numpy.ndarray) -> numpy.ndarray:
    """Numbers may lie in an array of objects, as `numpy.frompyfunc` makes them."""
    if issubclass(type(found), _ndarray) and all(map(_is_number, found.flat)):
        try:
            return found.astype(_complex128 if any(map(_is_complex, found.flat)) else _float64)
        except (TypeError, ValueError, OverflowError):
            pass
    return found


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
    if found.dtype.kind == 'O':
        found = _of_numbers(found)
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
