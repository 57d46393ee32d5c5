# verdict: accepted
# optimizer: adam
# conventions: epsilon-hat
# faults: none
import numpy as np


def adam(w, dw, config=None):
    """the more efficient order at the end of section 2 of the paper"""
    config = config or {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    eps_hat = config.get("epsilon", 1e-8)
    t = config.get("t", 0) + 1
    m = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    lr_t = lr * np.sqrt(1 - b2**t) / (1 - b1**t)
    config.update(m=m, v=v, t=t)
    return w - lr_t * m / (np.sqrt(v) + eps_hat), config
