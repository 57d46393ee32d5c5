# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def check(name, value, low, high):
    assert low < value < high, f"{name} = {value} is outside of ({low}, {high})"
    return value


def adam(w, dw, config=None):
    config = {} if config is None else config
    lr = check("learning_rate", config.get("learning_rate", 1e-3), 0, np.inf)
    b1 = check("beta1", config.get("beta1", 0.9), 0, 1)
    b2 = check("beta2", config.get("beta2", 0.999), 0, 1)
    eps = config.get("epsilon", 1e-8)
    t = config.get("t", 0) + 1
    m = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    config.update(t=t, m=m, v=v)
    step = lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w - step, config
