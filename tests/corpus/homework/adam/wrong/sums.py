# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-decay-complement
# cause: neither average has its factor 1 - beta
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    config["t"] = config.get("t", 0) + 1
    config["m"] = b1 * config.get("m", np.zeros_like(w)) + dw
    config["v"] = b2 * config.get("v", np.zeros_like(w)) + dw**2
    m_hat = config["m"] / (1 - b1 ** config["t"])
    v_hat = config["v"] / (1 - b2 ** config["t"])
    return w - lr * m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config
