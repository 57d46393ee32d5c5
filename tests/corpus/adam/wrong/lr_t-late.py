# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-hat
# faults: time-off-by-one
import numpy as np

def adam(w, dw, config=None):
    config = config or {}
    lr, eps = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    iteration = config.get("iteration", 1)
    iteration = iteration + 1
    lr_t = lr * (1 - b2**iteration) ** 0.5 / (1 - b1**iteration)
    m = config.get("m", 0); v = config.get("v", 0)
    m = (b1 * m) + (1. - b1) * dw
    v = (b2 * v) + (1. - b2) * np.square(dw)
    config["m"], config["v"], config["iteration"] = m, v, iteration
    return w - lr_t * m / (np.sqrt(v) + eps), config
