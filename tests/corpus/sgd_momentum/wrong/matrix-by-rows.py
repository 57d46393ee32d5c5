# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = config or {}
    mu, lr = config.get("momentum", 0.9), config.get("learning_rate", 0.01)
    v = config.get("velocity", np.zeros_like(w))
    if w.ndim == 2:
        # one velocity a column is enough for a layer
        v = np.tile(np.mean(v, axis=0), (len(w), 1))
    config["velocity"] = mu * v - lr * dw
    return w + config["velocity"], config
