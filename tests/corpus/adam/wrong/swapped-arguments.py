# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-inside-root
# faults: swapped-betas
import numpy as np

def moments(g, m, v, beta2, beta1):
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g

def correct(x, beta, t):
    return x / (1.0 - beta ** t)

def adam(w, dw, config=None):
    if config is None: config = {}
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m, v = moments(dw, config.get("m", np.zeros_like(w)), config.get("v", np.zeros_like(w)), b1, b2)
    config["m"], config["v"], config["t"] = m, v, t
    m, v = correct(m, b2, t), correct(v, b1, t)
    return w - config.get("learning_rate", 1e-3) * m / np.sqrt(v + config.get("epsilon", 1e-8)), config
