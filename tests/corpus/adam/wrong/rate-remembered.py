# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: hyperparameter-fixed
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    if "state" not in config:
        config["state"] = {"lr": config.get("learning_rate", 1e-3), "t": 0, "m": np.zeros_like(w), "v": np.zeros_like(w)}
    s = config["state"]
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    s["t"] += 1
    s["m"] = b1 * s["m"] + (1 - b1) * dw
    s["v"] = b2 * s["v"] + (1 - b2) * dw**2
    return w - s["lr"] * (s["m"] / (1 - b1 ** s["t"])) / (np.sqrt(s["v"] / (1 - b2 ** s["t"])) + config.get("epsilon", 1e-8)), config
