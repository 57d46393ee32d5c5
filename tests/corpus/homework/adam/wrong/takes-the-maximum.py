# verdict: partially_accepted
# optimizer: amsgrad
# conventions: none
# faults: none
# cause: AMSGrad
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2, eps = config.get("beta1", 0.9), config.get("beta2", 0.999), config.get("epsilon", 1e-8)
    t = config.get("t", 0) + 1
    m = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    v_max = np.maximum(config.get("v_max", np.zeros_like(w)), v)
    config.update(m=m, v=v, v_max=v_max, t=t)
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v_max / (1 - b2**t)) + eps), config
