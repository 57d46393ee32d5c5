# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config["t"] = config.get("t", 0) + 1
    m = b1 * config.get("m", np.zeros(w.shape, np.float32)) + (1 - b1) * dw
    v = b2 * config.get("v", np.zeros(w.shape, np.float32)) + (1 - b2) * dw**2
    config["m"], config["v"] = np.float32(m), np.float32(v)
    mh, vh = m / (1 - b1**t), v / (1 - b2**t)
    return w - config.get("learning_rate", 1e-3) * mh / (np.sqrt(vh) + config.get("epsilon", 1e-8)), config
