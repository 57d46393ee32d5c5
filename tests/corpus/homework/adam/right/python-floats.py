# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math

import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr, b1, b2, eps = (config.get(n, d) for n, d in zip(
        ("learning_rate", "beta1", "beta2", "epsilon"), (1e-3, 0.9, 0.999, 1e-8)))
    shape = np.shape(w)
    flat_w, flat_g = np.ravel(w).tolist(), np.ravel(dw).tolist()
    m = config.get("m") or [0.0] * len(flat_w)
    v = config.get("v") or [0.0] * len(flat_w)
    t = config.get("t", 0) + 1
    for i, g in enumerate(flat_g):
        m[i] = b1 * m[i] + (1 - b1) * g
        v[i] = b2 * v[i] + (1 - b2) * g * g
        flat_w[i] -= lr * (m[i] / (1 - b1**t)) / (math.sqrt(v[i] / (1 - b2**t)) + eps)
    config["m"], config["v"], config["t"] = m, v, t
    return np.array(flat_w).reshape(shape), config
