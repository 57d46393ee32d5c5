# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if not config:
        config = {"learning_rate": 1e-2, "momentum": 0.9}
    # somebody gave a learning rate but no momentum: then there is none
    mu = config.get("momentum", 0)
    config["velocity"] = mu * config.get("velocity", 0 * w) - config.get("learning_rate", 1e-2) * dw
    return w + config["velocity"], config
