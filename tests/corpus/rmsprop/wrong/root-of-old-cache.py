# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: stale-moment
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    lr = config.get("learning_rate", 1e-2)
    decay = config.get("decay_rate", 0.99)
    eps = config.get("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    denom = np.sqrt(cache) + eps
    config["cache"] = decay * cache + (1 - decay) * dw**2
    return w - lr * dw / denom, config
