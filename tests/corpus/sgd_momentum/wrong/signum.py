# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = config or {}
    config["velocity"] = config.get("momentum", 0.9) * config.get("velocity", 0) + dw
    return w - config.get("learning_rate", 0.01) * np.sign(config["velocity"]), config
