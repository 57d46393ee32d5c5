# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: moments-mixed
# cause: copy and paste: config['m'] is assigned twice, v is never stored
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    m = config.get("m", np.zeros_like(w))
    v = config.get("v", np.zeros_like(w))
    t = config.get("t", 0) + 1
    m = config["beta1"] * m + (1 - config["beta1"]) * dw
    v = config["beta2"] * v + (1 - config["beta2"]) * dw**2
    config["m"] = m
    config["m"] = v
    config["t"] = t
    m = m / (1 - config["beta1"]**t)
    v = v / (1 - config["beta2"]**t)
    return w - config["learning_rate"] * m / (np.sqrt(v) + config["epsilon"]), config
