"""The four forms in which a student may write an optimizer, each behind the same `step`.

1. A rule `rule(w, dw, config=None) -> (next_w, config)`.
2. A class in the style of torch.optim: made from the list of parameters and hyperparameters; `step(grads)` updates the
   parameters in place or returns new ones.
3. optax's pair: a factory (or class) of hyperparameters that gives something with `init(params)` and
   `update(grads, state, params=None) -> (updates, state)`, where new parameters are old ones plus updates.
4. A class made from hyperparameters alone, an object a parameter; `update(w, dw)` or `step(w, dw)` returns the new parameter.
   Where that fails at once, both are given as dicts, as a network has its parameters: `update(params, grads)` changes the first or
   returns another.

A program that takes vectors alone is given every parameter as one, see `AsVectors`.
"""
from __future__ import annotations

import copy
import inspect
from collections.abc import Mapping, MutableMapping
from types import FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any, Callable

import numpy

import hyperparameters
from arrays import Arrays
from failures import message_of
from returns import PAIR, BadReturn, describe, is_record, pair
from signatures import takes

#: Next values of all parameters, flat and in float64, each with the name of the dtype that it came in.
Rows = 'list[tuple[numpy.ndarray, str]]'

# Fetched before student code is loaded, which may replace them.
_dtype = numpy.dtype
_set_field = object.__setattr__


class EntryMissing(Exception):
    """No such function or class; `available` are those that the program has, `steppers` the classes whose objects take steps."""

    def __init__(self, available: list[str], steppers: list[str]) -> None:
        super().__init__(available, steppers)
        self.available = available
        self.steppers = steppers


class EntryUnusable(Exception):
    """The entry cannot be called as any form wants; `found` says what it is."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


class Parameter:
    """One parameter of an episode: its shape, dtype and present value, flat and in float64."""

    def __init__(
        self,
        arrays: Arrays,
        shape: list[int],
        dtype: str,
        start: numpy.ndarray,
        config: dict | None,
    ) -> None:
        self.arrays = arrays
        self.shape = tuple(shape)
        self.dtype = _dtype(dtype)
        self.value = start
        self.config = config

    def shaped(self, numbers: numpy.ndarray) -> Any:
        """Fresh, for student code to do with as it likes."""
        return self.arrays.value(numbers, self.dtype, self.shape)

    def row(self, value: object) -> tuple[numpy.ndarray, str]:
        """Of what student code gave back for this parameter."""
        return self.arrays.row(value, self.shape)

    def nothing_returned(self, w: object, expected: str) -> BadReturn:
        """Student code may have written the new parameters into `w`, which it was given."""
        before = self.row(self.shaped(self.value))[0]
        is_changed = (self.row(w)[0] != before).any()
        return BadReturn('nothing-returned', 'None, with w changed in place' if is_changed else 'None', expected)


def _changed(config: Any, changes: dict) -> Any:
    """The same object where it can be written to."""
    if isinstance(config, MutableMapping):
        config.update(changes)
        return config
    if isinstance(config, Mapping):
        return {**config, **changes}
    for name, value in changes.items():
        try:
            setattr(config, name, value)
        except AttributeError:  # it is frozen
            config = copy.copy(config)
            _set_field(config, name, value)
    return config


def _keeps_optimizer(config: Any, changes: dict) -> bool:
    """Whether a config has something that takes steps, or does itself: then it has not all that changes under our names."""
    if isinstance(config, Mapping):
        return any(map(_takes_steps, config.values()))
    if not is_record(config):
        return False
    fields = hyperparameters.fields_of(config)
    return any(map(_takes_steps, fields.values())) or (_takes_steps(config) and not changes.keys() <= fields.keys())


def _takes_steps(value: Any) -> bool:
    """Whether this is no data, but a function, or an object with methods of its own."""
    kind = type(value)
    if kind in (FunctionType, MethodType, GeneratorType):
        return True
    return not issubclass(kind, type) and any(
        type(member) is FunctionType and (name == '__call__' or not name.startswith('_'))
        for each in kind.__mro__
        for name, member in vars(each).items()
    )


class Rule:
    """Form 1. Each parameter in turn, with a config of its own: the very object that the rule gave back. A rule that has made
    an optimizer and keeps it in the config is judged as a class is: what changes, it is made anew with."""

    def __init__(self, rule: Callable, parameters: list[Parameter]) -> None:
        #: Which hyperparameters the optimizer keeps as it was made with them: none, 'all', or all 'but-the-rate'.
        self.keeps: str | None = None
        self._rule = rule
        self._parameters = parameters
        self._configs = [parameter.config for parameter in parameters]
        self._given = [dict(parameter.config or {}) for parameter in parameters]

    def _change(self, changes: dict) -> None:
        if any(_keeps_optimizer(config, changes) for config in self._configs):
            self.keeps = 'all'
        for index, config in enumerate(self._configs):
            self._given[index].update(changes)
            if self.keeps:
                self._configs[index] = dict(self._given[index])
            elif config is not None:
                self._configs[index] = _changed(config, changes)

    def step(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        if changes:
            self._change(changes)
        rows = []
        for index, parameter in enumerate(self._parameters):
            config = self._configs[index]
            w, dw = parameter.shaped(parameter.value), parameter.shaped(gradients[index])
            result = self._rule(w, dw) if config is None else self._rule(w, dw, config)
            if result is None:
                raise parameter.nothing_returned(w, PAIR)
            next_w, self._configs[index] = pair(result, config is None)
            rows.append(parameter.row(next_w))
        return rows


class TorchStyle:
    """Form 2. Parameters with equal hyperparameters share one instance, as in a model; others get one each. An instance
    keeps what it was made with, but for a learning rate that can be seen; where anything else changes it is made anew."""

    def __init__(self, kind: type, parameters: list[Parameter]) -> None:
        self.keeps = 'but-the-rate'
        self._kind = kind
        self._parameters = parameters
        self._make()

    def _make(self) -> None:
        parameters = self._parameters
        alike = all(parameter.config == parameters[0].config for parameter in parameters)
        groups = [parameters] if alike else [[parameter] for parameter in parameters]
        self._instances = []
        for group in groups:
            arrays = [parameter.shaped(parameter.value) for parameter in group]
            given = hyperparameters.arguments(self._kind, group[0].config or {})
            self._instances.append((self._kind(arrays, **given), group, arrays, list(arrays)))

    def _change(self, changes: dict) -> None:
        for parameter in self._parameters:
            parameter.config = {**(parameter.config or {}), **changes}
        if changes.keys() == {hyperparameters.LEARNING_RATE}:
            rate = changes[hyperparameters.LEARNING_RATE]
            if all([hyperparameters.change_rate(instance, rate) for instance, *_ in self._instances]):
                return
            self.keeps = 'all'
        self._make()

    def step(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        if changes:
            self._change(changes)
        rows: list = []
        for instance, group, arrays, given in self._instances:
            own = [p.shaped(gradients[len(rows) + i]) for i, p in enumerate(group)]
            library = group[0].arrays
            result = library.step(instance, given, own)
            new = [
                parameter.row(value)
                for value, parameter in zip(self._new_values(library, instance, arrays, result), group)
            ]
            if result is not None:
                for array, parameter, (numbers, _) in zip(given, group, new):
                    array[...] = parameter.shaped(numbers)
            rows += new
        return rows

    @staticmethod
    def _new_values(library: Arrays, instance: Any, arrays: list, result: object) -> list:
        """Returned values count, else the instance's own list, else the list that it was given."""
        count = len(arrays)
        if result is None:
            own = getattr(instance, 'params', None)
            return own if type(own) is list and len(own) == count else arrays
        if type(result) in (list, tuple) and len(result) == count:
            return list(result)
        if count == 1 and isinstance(result, library.kinds):
            return [result]
        raise BadReturn('wrong-type', describe(result), 'None, or a list of the %d new parameters' % count)


class ByName(TorchStyle):
    """Form 4 of all parameters: they and their gradients come in dicts. Those with equal hyperparameters are of one object, as with
    form 2."""

    def __init__(self, kind: type, parameters: list[Parameter], method: str) -> None:
        self._method = method
        super().__init__(kind, parameters)

    def _make(self) -> None:
        first = self._parameters[0].config
        alike = all(parameter.config == first for parameter in self._parameters)
        groups = [self._parameters] if alike else [[parameter] for parameter in self._parameters]
        self._instances = [
            (self._kind(**hyperparameters.arguments(self._kind, group[0].config or {})), group) for group in groups
        ]

    def step(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        if changes:
            self._change(changes)
        rows: list = []
        for instance, group in self._instances:
            names = ['w%d' % (i + 1) for i in range(len(group))]
            params = {name: parameter.shaped(parameter.value) for name, parameter in zip(names, group)}
            grads = {name: p.shaped(gradients[len(rows) + i]) for i, (name, p) in enumerate(zip(names, group))}
            result = getattr(instance, self._method)(params, grads)
            new = params if result is None else result
            rows += [parameter.row(new[name]) for name, parameter in zip(names, group)]
        return rows


#: What a method that wants dicts raises when it is given arrays.
_NO_DICTS = (AttributeError, IndexError, KeyError, TypeError)


def _misses_names(error: Exception) -> bool:
    """Whether an exception is that of an array that was taken for a dict, so that nothing else can be told from it."""
    text = message_of(error)
    return text.startswith('only integers, slices') or "has no attribute 'keys'" in text or "has no attribute 'items'" in text


class OneByOne(TorchStyle):
    """Form 4. An object a parameter. As with form 2, it keeps what it was made with, but for the learning rate."""

    def __init__(self, kind: type, parameters: list[Parameter], method: str) -> None:
        self._method = method
        self._begun = False
        self._by_name: ByName | None = None
        super().__init__(kind, parameters)

    def _make(self) -> None:
        self._instances = [
            (self._kind(**hyperparameters.arguments(self._kind, parameter.config or {})),)
            for parameter in self._parameters
        ]

    def step(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        if self._by_name:
            rows = self._by_name.step(gradients, changes)
            self.keeps = self._by_name.keeps
            return rows
        if changes:
            self._change(changes)
        try:
            rows = [self._update(*each) for each in zip(self._instances, self._parameters, gradients)]
        except _NO_DICTS as error:
            if self._begun:
                raise
            return self._stepped_by_name(gradients, error)
        self._begun = True
        return rows

    def _update(self, made: tuple, parameter: Parameter, gradient: numpy.ndarray) -> tuple:
        w = parameter.shaped(parameter.value)
        result = getattr(made[0], self._method)(w, parameter.shaped(gradient))
        if result is None:
            raise parameter.nothing_returned(w, 'the new parameter')
        return parameter.row(result)

    def _stepped_by_name(self, gradients: list[numpy.ndarray], of_arrays: Exception) -> Rows:
        """Where it takes no dicts either, the exception of the arrays is told, unless dicts were what it wanted."""
        by_name = ByName(self._kind, self._parameters, self._method)
        try:
            rows = by_name.step(gradients, {})
        except Exception as error:  # noqa: BLE001
            raise (error if _misses_names(of_arrays) else of_arrays) from None
        self._by_name = by_name
        return rows


class OptaxStyle:
    """Form 3. One transformation a parameter, called with bare arrays; a change makes it anew and keeps the state."""

    keeps = None

    def __init__(self, factory: Callable, parameters: list[Parameter]) -> None:
        self._factory = factory
        self._parameters = parameters
        self._configs = [dict(parameter.config or {}) for parameter in parameters]
        self._transformations = [self._make(config) for config in self._configs]
        self._states = [
            init(parameter.shaped(parameter.value))
            for parameter, (init, _) in zip(parameters, self._transformations)
        ]

    def _make(self, config: dict) -> tuple[Callable, Callable]:
        made = self._factory(**hyperparameters.arguments(self._factory, config))
        if isinstance(made, tuple) and len(made) == 2:
            return made[0], made[1]
        if hasattr(made, 'init') and hasattr(made, 'update'):
            return made.init, made.update
        raise BadReturn('wrong-type', describe(made), 'a pair of functions init and update')

    def step(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        rows = []
        for index, parameter in enumerate(self._parameters):
            if changes:
                self._configs[index].update(changes)
                self._transformations[index] = self._make(self._configs[index])
            update = self._transformations[index][1]
            arguments = [parameter.shaped(gradients[index]), self._states[index]]
            if takes(update, 3):
                arguments.append(parameter.shaped(parameter.value))
            result = update(*arguments)
            if type(result) not in (tuple, list) or len(result) != 2:
                raise BadReturn('not-a-pair', describe(result), 'a pair (updates, state)')
            updates, self._states[index] = result
            numbers, dtype = parameter.row(updates)
            rows.append((parameter.value + numbers, dtype))
        return rows


class FoundAtFirst:
    """A form that its very first step finds: where one does not do, the parameters are as they were, and another one is tried."""

    def __init__(self, parameters: list[Parameter]) -> None:
        self._parameters = parameters
        self._configs = [None if parameter.config is None else dict(parameter.config) for parameter in parameters]
        self._form: Any = None

    @property
    def keeps(self) -> str | None:
        return self._form.keeps

    def step(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        if self._form:
            return self._form.step(gradients, changes)
        return self._first(gradients, changes)

    def _first(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        raise NotImplementedError

    def _begun(self, begin: Callable[[list[Parameter]], Any], gradients: list[numpy.ndarray], changes: dict) -> Rows:
        form = begin(self._parameters)
        rows = form.step(gradients, changes)
        self._form = form
        return rows

    def _restore(self) -> None:
        for parameter, config in zip(self._parameters, self._configs):
            parameter.config = config


class AsVectors(FoundAtFirst):
    """Any form where some parameter is no vector. A program may take vectors alone: where its very first step raises, it is begun
    anew with every parameter as one, as programs in JavaScript always are."""

    def __init__(self, begin: Callable[[list[Parameter]], Any], parameters: list[Parameter]) -> None:
        super().__init__(parameters)
        self._begin = begin

    def _first(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        try:
            return self._begun(self._begin, gradients, changes)
        except BadReturn:
            raise
        except Exception as error:  # noqa: BLE001
            self._restore()
            for parameter in self._parameters:
                parameter.shape = (len(parameter.value),)
            try:
                return self._begun(self._begin, gradients, changes)
            except Exception:  # noqa: BLE001
                raise error from None


def _signature(entry: str, function: Any) -> str:
    try:
        return entry + str(inspect.signature(function))
    except (TypeError, ValueError):
        return '%s, %s' % (entry, describe(function))


class WrittenAsClass(FoundAtFirst):
    """A rule beside a class of its name. Starter files have rules that only say that they are to be written: whoever writes the class
    instead leaves the rule as it was. Where its very first step says so, the class is what was handed in."""

    def __init__(self, rule: Callable, written: Callable, parameters: list[Parameter]) -> None:
        super().__init__(parameters)
        self._rule = rule
        self._written = written

    def _first(self, gradients: list[numpy.ndarray], changes: dict) -> Rows:
        try:
            return self._begun(lambda parameters: Rule(self._rule, parameters), gradients, changes)
        except Exception as error:  # noqa: BLE001
            if not _is_unwritten(error):
                raise
            self._restore()
            return self._begun(self._written, gradients, changes)


def _is_unwritten(error: Exception) -> bool:
    """What a rule of a starter file comes to: it says so, or gives back nothing, or None for the parameters."""
    if isinstance(error, BadReturn):
        return error.found == 'None' and error.reason in ('nothing-returned', 'wrong-type')
    return isinstance(error, NotImplementedError)


def _class_of(names: dict[str, Any], entry: str) -> type | None:
    """The class that is meant by an entry: of its name, but for capitals and underscores."""
    wanted = entry.replace('_', '').lower()
    for name, value in names.items():
        if isinstance(value, type) and name.replace('_', '').lower() == wanted:
            return value
    # A class SGD that takes a momentum, as torch's does, is meant by `sgd_momentum` too.
    first, *others = entry.lower().split('_')
    for name, value in names.items():
        if others and isinstance(value, type) and name.lower() == first and hyperparameters.takes_all(value, others):
            return value
    return None


def _find(module: ModuleType, entry: str) -> Any:
    names = vars(module)
    found = names[entry] if entry in names else _class_of(names, entry)
    if found is not None or entry in names:
        return found
    available = [
        name
        for name, value in names.items()
        if isinstance(value, (FunctionType, type))
        and value.__module__ == module.__name__
        and not name.startswith('_')
    ]
    kinds = [kind for kind in map(names.get, available) if isinstance(kind, type)]
    parents = {parent for kind in kinds for parent in kind.__mro__[1:]}
    steppers = [
        name
        for name in available
        if names[name] in kinds
        and names[name] not in parents
        and any(callable(getattr(names[name], method, None)) for method in ('step', 'update'))
    ]
    raise EntryMissing(available[:50], steppers[:50])


def find_form(module: ModuleType, entry: str, arrays: Arrays) -> Callable[[list[Parameter]], Any]:
    """How to begin an episode with `entry`. Raises EntryMissing or EntryUnusable."""
    begin = _find_form(module, entry, arrays)

    def begun(parameters: list[Parameter]) -> Any:
        are_vectors = all(len(parameter.shape) == 1 for parameter in parameters)
        return begin(parameters) if are_vectors else AsVectors(begin, parameters)

    return begun


def _find_form(module: ModuleType, entry: str, arrays: Arrays) -> Callable[[list[Parameter]], Any]:
    return _form_of(_find(module, entry), module, entry, arrays)


def _form_of(found: Any, module: ModuleType, entry: str, arrays: Arrays) -> Callable[[list[Parameter]], Any]:
    if isinstance(found, type):
        has = [name for name in ('step', 'init', 'update') if callable(getattr(found, name, None))]
        if has == ['init', 'update'] and hyperparameters.suit(found, 0):
            return lambda parameters: OptaxStyle(found, parameters)
        of_one = [name for name in ('update', 'step') if name in has and takes(getattr(found, name), 3)]
        if of_one and hyperparameters.suffice(found):
            return lambda parameters: OneByOne(found, parameters, of_one[0])
        if has == ['update']:
            signatures = '%s with %s' % (_signature(entry, found), _signature('update', found.update))
            raise EntryUnusable('class %s, not %s(lr=…) with update(self, w, dw)' % (signatures, entry))
        if 'step' not in has:
            raise EntryUnusable('class %s without a method step(grads) or update(w, dw)' % entry)
        if not hyperparameters.suit(found, 1):
            raise EntryUnusable('class ' + _signature(entry, found))
        if not arrays.can_step(found):
            signatures = '%s with %s' % (_signature(entry, found), _signature('step', found.step))
            raise EntryUnusable('class %s, not step(self, grads): the gradients are handed over' % signatures)
        return lambda parameters: TorchStyle(found, parameters)
    if not callable(found):
        raise EntryUnusable('%s, %s' % (entry, describe(found)))
    if hyperparameters.only(found):
        return lambda parameters: OptaxStyle(found, parameters)
    if not takes(found, 3):
        raise EntryUnusable(_signature(entry, found))
    kind = _class_of(vars(module), entry)
    try:
        written = kind and _form_of(kind, module, entry, arrays)
    except EntryUnusable:
        written = None
    return lambda parameters: WrittenAsClass(found, written, parameters) if written else Rule(found, parameters)
