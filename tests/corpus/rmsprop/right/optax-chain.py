# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
from typing import Callable, NamedTuple
import numpy as np


class GradientTransformation(NamedTuple):
    init: Callable
    update: Callable


def scale_by_rms(decay, eps):
    def init_fn(params):
        return {"nu": np.zeros_like(params)}

    def update_fn(updates, state, params=None):
        del params
        nu = (1 - decay) * updates**2 + decay * state["nu"]
        return updates / (np.sqrt(nu) + eps), {"nu": nu}

    return GradientTransformation(init_fn, update_fn)


def scale(step_size):
    return GradientTransformation(lambda params: (), lambda updates, state, params=None: (step_size * updates, state))


def chain(*parts):
    def init_fn(params):
        return tuple(part.init(params) for part in parts)

    def update_fn(updates, state, params=None):
        new_state = []
        for part, s in zip(parts, state):
            updates, s = part.update(updates, s, params)
            new_state.append(s)
        return updates, tuple(new_state)

    return GradientTransformation(init_fn, update_fn)


def rmsprop(learning_rate=0.01, decay=0.99, eps=1e-8):
    return chain(scale_by_rms(decay, eps), scale(-learning_rate))
