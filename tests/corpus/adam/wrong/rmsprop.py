# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    # first moment left for later
    b2 = config.get("beta2", 0.999)
    v = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw * dw
    config["v"] = v
    return w - config.get("learning_rate", 1e-3) * dw / (np.sqrt(v) + config.get("epsilon", 1e-8)), config
