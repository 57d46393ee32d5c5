# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
# cause: beta1 is multiplied by itself each step (beta1 *= beta1 for the power) and so changes the average
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
    t = config.get("t", 0)
    lr, beta1, beta2, eps = (config[k] for k in ("learning_rate", "beta1", "beta2", "epsilon"))
    t += 1
    b1t = config.get("b1t", 1.0) * beta1
    b2t = config.get("b2t", 1.0) * beta2
    config["b1t"], config["b2t"] = b1t, b2t
    m = b1t * m + (1 - b1t) * dw
    v = b2t * v + (1 - b2t) * dw ** 2
    next_w = w - lr * (m / (1 - b1t)) / (np.sqrt(v / (1 - b2t)) + eps)
    config["m"], config["v"], config["t"] = m, v, t
    return next_w, config
