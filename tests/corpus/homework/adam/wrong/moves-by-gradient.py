# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-for-moment
# cause: the numerator is dw instead of m_hat
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-3)
    b1 = config.setdefault("beta1", 0.9)
    b2 = config.setdefault("beta2", 0.999)
    eps = config.setdefault("epsilon", 1e-8)
    m = config.get("m", np.zeros_like(w))
    v = config.get("v", np.zeros_like(w))
    t = config.get("t", 0) + 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw**2
    m_unbias = m / (1 - b1**t)
    v_unbias = v / (1 - b2**t)
    next_w = w - lr * dw / (np.sqrt(v_unbias) + eps)
    config["m"], config["v"], config["t"] = m, v, t
    return next_w, config
