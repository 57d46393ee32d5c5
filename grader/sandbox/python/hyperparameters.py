"""The names that other libraries and people use for our hyperparameters, matched against a signature."""
from __future__ import annotations

import inspect
from typing import Any, Callable

LEARNING_RATE = 'learning_rate'
NAMES = {
    LEARNING_RATE: ('learning_rate', 'lr', 'step_size', 'stepsize', 'eta'),
    'momentum': ('momentum', 'mu'),
    'decay_rate': ('decay_rate', 'decay', 'rho', 'gamma'),
    'beta1': ('beta1', 'b1', 'beta_1'),
    'beta2': ('beta2', 'b2', 'beta_2'),
    'epsilon': ('epsilon', 'eps'),
    'weight_decay': ('weight_decay', 'wd'),
    'clip': ('clip', 'clip_value', 'clipvalue'),
}
#: `betas` is torch's pair; `alpha` is the learning rate in Adam's paper and the decay rate of torch's RMSprop.
SPECIAL = ('betas', 'alpha')
#: All hyperparameters in one dict, under our names.
CONFIG = 'config'
_KNOWN = frozenset(SPECIAL + (CONFIG,)).union(*NAMES.values())
_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def _parameters(function: Callable) -> dict[str, inspect.Parameter]:
    try:
        return dict(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return {}


def _canonical(names: Any) -> dict[str, str]:
    """Which of our hyperparameters each of `names` means."""
    meaning = {name: ours for ours, theirs in NAMES.items() for name in theirs if name in names}
    if 'alpha' in names:
        meaning['alpha'] = 'decay_rate' if 'learning_rate' in meaning.values() else 'learning_rate'
    return meaning


def arguments(function: Callable, config: dict) -> dict[str, Any]:
    """Keyword arguments that hand `config` to `function` under the names that its signature uses."""
    parameters = _parameters(function)
    names = [name for name, parameter in parameters.items() if parameter.kind in _NAMED]
    given = {name: config[ours] for name, ours in _canonical(names).items() if ours in config}
    if 'betas' in names and ('beta1' in config or 'beta2' in config):
        default = parameters['betas'].default
        beta1, beta2 = default if isinstance(default, (tuple, list)) else (0.9, 0.999)
        given['betas'] = (config.get('beta1', beta1), config.get('beta2', beta2))
    if CONFIG in names:
        given[CONFIG] = dict(config)
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values()):
        meant = _canonical(names).values()
        given.update({name: value for name, value in config.items() if name not in meant})
    return given


def takes_all(function: Callable, wanted: list[str]) -> bool:
    """Whether each of these hyperparameters of ours is one that the signature names."""
    return set(wanted) <= set(_canonical(_parameters(function)).values())


def as_floats(config: dict) -> dict[str, float]:
    """JSON has one kind of number, and Python would read a learning rate of 1 as an integer."""
    return {name: float(value) for name, value in config.items()}


def suit(function: Callable, first: int) -> bool:
    """Whether, after `first` positional parameters, only hyperparameters are required."""
    required = [
        parameter.name
        for parameter in list(_parameters(function).values())[first:]
        if parameter.default is inspect.Parameter.empty and parameter.kind in _NAMED
    ]
    return len(_parameters(function)) >= first and _KNOWN.issuperset(required)


def suffice(kind: type) -> bool:
    """Whether a class is made from hyperparameters and nothing else, or from nothing: not from a list of parameters."""
    names = [name for name, parameter in _parameters(kind).items() if parameter.kind in _NAMED]
    return suit(kind, 0) and (not names or names[0] in _KNOWN)


def only(function: Callable) -> bool:
    """Whether a function takes hyperparameters and nothing else, as a factory does and a rule does not."""
    names = [name for name, parameter in _parameters(function).items() if parameter.kind in _NAMED]
    return bool(names) and names[0] in _KNOWN


def change_rate(instance: Any, rate: float) -> bool:
    """Sets the learning rate of a torch-style optimizer: as attribute, in dicts that it keeps, in its param_groups.
    False when it is in none of them, such as in a closure."""
    fields = fields_of(instance)
    kept = list(fields.values())
    kept += [each for value in fields.values() if isinstance(value, list) for each in value]
    dicts = [each for each in kept if isinstance(each, dict)]
    holders = [_parameters(type(instance)), fields, *dicts]
    meaning = _canonical({name for each in holders for name in each if type(name) is str})
    own = _rates(fields, meaning)
    for name in own:
        setattr(instance, name, rate)
    found = bool(own)
    for each in dicts:
        rates = _rates(each, meaning)
        each.update(dict.fromkeys(rates, rate))
        found = found or bool(rates)
    return found


def fields_of(instance: Any) -> dict[str, Any]:
    """What an object keeps, by name."""
    return {name: getattr(instance, name) for name in _field_names(instance) if hasattr(instance, name)}


def _field_names(instance: Any) -> list[str]:
    slots = [getattr(kind, '__slots__', ()) for kind in type(instance).__mro__]
    names = [name for each in slots for name in ((each,) if isinstance(each, str) else each)]
    return names + list(getattr(instance, '__dict__', {}))


def _rates(holder: dict, meaning: dict[str, str]) -> list[str]:
    """The numbers in `holder` that are named as a learning rate."""
    return [
        name
        for name, value in holder.items()
        if type(name) is str and meaning.get(name) == LEARNING_RATE and isinstance(value, (int, float))
    ]
