# verdict: wrong_answer
# optimizer: nadam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = config if config is not None else {}
    lr, eps = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config["t"] = config.get("t", 0) + 1
    mu = b1 * (1 - 0.5 * 0.96 ** (t * 4e-3))
    mu_next = b1 * (1 - 0.5 * 0.96 ** ((t + 1) * 4e-3))
    config["mu_product"] = config.get("mu_product", 1.0) * mu
    m = config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    denom = np.sqrt(v / (1 - b2**t)) + eps
    w = w - lr * (1 - mu) / (1 - config["mu_product"]) * dw / denom
    w = w - lr * mu_next / (1 - config["mu_product"] * mu_next) * m / denom
    return w, config
