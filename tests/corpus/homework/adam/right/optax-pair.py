# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
from typing import NamedTuple

import numpy as np


class State(NamedTuple):
    count: int
    mu: np.ndarray
    nu: np.ndarray


def adam(learning_rate=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    def init(params):
        return State(0, np.zeros_like(params), np.zeros_like(params))

    def update(grads, state, params=None):
        count = state.count + 1
        mu = b1 * state.mu + (1 - b1) * grads
        nu = b2 * state.nu + (1 - b2) * grads**2
        mu_hat = mu / (1 - b1**count)
        nu_hat = nu / (1 - b2**count)
        return -learning_rate * mu_hat / (np.sqrt(nu_hat) + eps), State(count, mu, nu)

    return init, update
