# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: divides by 1 - beta, as a well-known repository does
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    b1, b2 = config["beta1"], config["beta2"]
    config["m"] = b1 * config["m"] + (1 - b1) * dw
    config["v"] = b2 * config["v"] + (1 - b2) * np.power(dw, 2)
    m_hat = config["m"] / (1 - b1)
    v_hat = config["v"] / (1 - b2)
    return w - config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"]), config
