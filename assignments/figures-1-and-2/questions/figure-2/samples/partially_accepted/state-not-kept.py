# diagnosis: state-not-kept
"""The three update rules of the figure."""

import numpy as np


def adagrad(w, dw, config):
    cache = config.get("cache", np.zeros_like(w)) + dw**2
    return w - config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"]), config


def nesterov(w, dw, config):
    velocity = config["momentum"] * config.get("velocity", np.zeros_like(w)) + dw
    config["velocity"] = velocity
    return w - config["learning_rate"] * (dw + config["momentum"] * velocity), config


def adam(w, dw, config):
    beta1, beta2 = config["beta1"], config["beta2"]
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"]), config
