# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd_momentum(w, dw, config={}):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    mu = config.setdefault("momentum", 0.9)
    config["velocity"] = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    return w + config["velocity"], config
