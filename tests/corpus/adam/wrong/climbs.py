# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: ascent
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    m, v, t = config.get("m", 0.0), config.get("v", 0.0), config.get("t", 0)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    m, v, t = b1 * m + (1 - b1) * dw, b2 * v + (1 - b2) * dw * dw, t + 1
    config["m"], config["v"], config["t"] = m, v, t
    update = config.get("learning_rate", 1e-3) * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + config.get("epsilon", 1e-8))
    return w + update, config
