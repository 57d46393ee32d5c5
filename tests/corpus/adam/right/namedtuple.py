# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
from typing import NamedTuple, Any
import numpy as np


class ScaleByAdamState(NamedTuple):
    count: int
    mu: Any
    nu: Any


def update_moment(g, moment, decay, order):
    return (1 - decay) * (g ** order) + decay * moment


def bias_correction(moment, decay, count):
    return moment / (1 - decay ** count)


def adam(w, dw, config=None):
    config = {} if config is None else config
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    state = config.get("opt_state", ScaleByAdamState(0, np.zeros_like(w), np.zeros_like(w)))
    mu = update_moment(dw, state.mu, b1, 1)
    nu = update_moment(dw, state.nu, b2, 2)
    count = state.count + 1
    update = bias_correction(mu, b1, count) / (np.sqrt(bias_correction(nu, b2, count)) + config.get("epsilon", 1e-8))
    config["opt_state"] = ScaleByAdamState(count, mu, nu)
    return w + -config.get("learning_rate", 1e-3) * update, config
