# verdict: wrong_answer
# optimizer: adagrad
# conventions: no-epsilon
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    config = {"learning_rate": 1e-2, "epsilon": 1e-8, **(config or {})}
    r = config["cache"] = config.get("cache", np.zeros_like(w)) + dw ** 2
    # no division by zero possible, so epsilon is not needed
    safe = np.where(r > 0, r, 1.0)
    return w - np.where(r > 0, config["learning_rate"] * dw / np.sqrt(safe), 0.0), config
