# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one
from typing import NamedTuple
import numpy as np

class State(NamedTuple):
    count: int
    mu: np.ndarray
    nu: np.ndarray

def adam(learning_rate=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    def init(params):
        return State(1, np.zeros_like(params), np.zeros_like(params))

    def update(g, state, params=None):
        count = state.count + 1
        mu = b1 * state.mu + (1 - b1) * g
        nu = b2 * state.nu + (1 - b2) * g * g
        step = mu / (1 - b1**count) / (np.sqrt(nu / (1 - b2**count)) + eps)
        return -learning_rate * step, State(count, mu, nu)

    return init, update
