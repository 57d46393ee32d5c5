# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr, b1, b2, eps = (
        config.get("learning_rate", 1e-3),
        config.get("beta1", 0.9),
        config.get("beta2", 0.999),
        config.get("epsilon", 1e-8),
    )
    state = config.setdefault("state", {"m": np.zeros_like(w), "v": np.zeros_like(w), "n": 1})
    n = state["n"]
    state["m"] = m = b1 * state["m"] + (1 - b1) * dw
    state["v"] = v = b2 * state["v"] + (1 - b2) * np.multiply(dw, dw)
    next_w = w - lr * np.true_divide(m / (1 - np.power(b1, n)), np.sqrt(v / (1 - np.power(b2, n))) + eps)
    state["n"] = n + 1
    return next_w, config
