# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    big = np.longdouble
    lr, b1, b2, eps = (big(config.get(k, d)) for k, d in
                       (("learning_rate", 1e-3), ("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8)))
    g = np.asarray(dw, dtype=big)
    config["t"] = t = config.get("t", 0) + 1
    config["m"] = m = b1 * config.get("m", 0) + (1 - b1) * g
    config["v"] = v = b2 * config.get("v", 0) + (1 - b2) * g * g
    step = lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return (w - step).astype(np.float64), config
