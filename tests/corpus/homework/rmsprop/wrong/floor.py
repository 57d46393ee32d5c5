# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: epsilon-misplaced
# cause: epsilon as a floor: max(sqrt(cache), eps)
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw ** 2
    config["cache"] = cache
    return w - config.get("learning_rate", 1e-2) * dw / np.maximum(np.sqrt(cache), config.get("epsilon", 1e-8)), config
