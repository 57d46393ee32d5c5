# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: gradient-not-squared
import numpy as np

def adagrad(w, dw, config=None):
    config = dict(config or {})
    acc = config.get("sum", np.zeros_like(w)) + np.abs(dw)
    config["sum"] = acc
    std = np.sqrt(acc) + config.get("epsilon", 1e-8)
    return w - config.get("learning_rate", 1e-2) * (dw / std), config
