# verdict: wrong_answer
# optimizer: adamw
# conventions: epsilon-outside-root
# faults: none
# cause: AdamW's weight decay of 0.01 added
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    weight_decay = config.get("weight_decay", 0.01)
    m = config.get("m", np.zeros_like(w)); v = config.get("v", np.zeros_like(w)); t = config.get("t", 0) + 1
    w = w * (1 - config["learning_rate"] * weight_decay)
    m = config["beta1"] * m + (1 - config["beta1"]) * dw
    v = config["beta2"] * v + (1 - config["beta2"]) * dw ** 2
    w = w - config["learning_rate"] * (m / (1 - config["beta1"] ** t)) / (np.sqrt(v / (1 - config["beta2"] ** t)) + config["epsilon"])
    config.update(m=m, v=v, t=t)
    return w, config
