# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    W = np.matrix(w)
    G = np.matrix(dw)
    cache = config.get("cache", np.matrix(np.zeros(W.shape)))
    cache = cache + np.multiply(G, G)
    config["cache"] = cache
    step = np.multiply(G, 1.0 / (np.sqrt(cache) + config.get("epsilon", 1e-8)))
    return W - config.get("learning_rate", 1e-2) * step, config
