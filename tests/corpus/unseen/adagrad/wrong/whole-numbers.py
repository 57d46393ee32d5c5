# verdict: runtime_error
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-in-whole-numbers
# cause: The cache is an array of integers, so each g*g is truncated as it is stored and small gradients vanish. Use floats (np.zeros_like(w)).
import numpy as np

def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 0.01)
    eps = config.get("epsilon", 1e-8)

    if "cache" not in config:
        config["cache"] = np.zeros(w.shape, dtype=int)
    cache = config["cache"]

    next_w = np.zeros(w.shape)
    # go through every weight
    for idx in np.ndindex(w.shape):
        g = dw[idx]
        cache[idx] = cache[idx] + g * g
        next_w[idx] = w[idx] - lr / (np.sqrt(cache[idx]) + eps) * g

    config["cache"] = cache
    return next_w, config
