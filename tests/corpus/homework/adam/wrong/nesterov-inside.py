# verdict: wrong_answer
# optimizer: nadam-constant
# conventions: none
# faults: none
# cause: Nadam
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    eps = config.get("epsilon", 1e-8)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    m_hat = m / (1 - b1 ** (t + 1))
    g_hat = dw / (1 - b1**t)
    v_hat = v / (1 - b2**t)
    return w - lr * (b1 * m_hat + (1 - b1) * g_hat) / (np.sqrt(v_hat) + eps), config
