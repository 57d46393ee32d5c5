# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: stale-moment, missing-root
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    h = config.get("h", np.zeros_like(w))
    new_w = w - config.get("learning_rate", 1e-2) * dw / (h + config.get("epsilon", 1e-8))
    config["h"] = h + dw * dw
    return new_w, config
