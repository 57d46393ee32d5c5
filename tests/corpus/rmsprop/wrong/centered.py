# verdict: wrong_answer
# optimizer: rmsprop-centered
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    a = config.get("decay_rate", 0.99)
    sq = a * config.get("sq", np.zeros_like(w)) + (1 - a) * dw * dw
    av = a * config.get("av", np.zeros_like(w)) + (1 - a) * dw
    config["sq"], config["av"] = sq, av
    # centered=True
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(sq - av * av) + config.get("epsilon", 1e-8)), config
