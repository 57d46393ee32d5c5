# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: state-not-kept
import numpy as np

KEYS = ("learning_rate", "decay_rate", "epsilon")

def rmsprop(w, dw, config=None):
    c = dict(learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8)
    c.update(config or {})
    cache = c.pop("cache", np.zeros_like(w))
    cache = c["decay_rate"] * cache + (1 - c["decay_rate"]) * dw * dw
    next_w = w - c["learning_rate"] * dw / np.sqrt(cache + c["epsilon"])
    return next_w, {k: c[k] for k in KEYS}
