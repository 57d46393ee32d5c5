# diagnosis: none
# Epsilon under the root, the learning rate in the velocity, the corrections in the rate: all of it is right.
"""The three update rules of the figure."""

import numpy as np


def adagrad(w, dw, config):
    cache = config.get("cache", np.zeros_like(w)) + dw**2
    config["cache"] = cache
    return w - config["learning_rate"] * dw / np.sqrt(cache + config["epsilon"]), config


def nesterov(w, dw, config):
    old = config.get("velocity", np.zeros_like(w))
    velocity = config["momentum"] * old - config["learning_rate"] * dw
    config["velocity"] = velocity
    return w + config["momentum"] * velocity - config["learning_rate"] * dw, config


def adam(w, dw, config):
    beta1, beta2 = config["beta1"], config["beta2"]
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    # The order of the end of section 2: the corrections are in the rate.
    rate = config["learning_rate"] * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + config["epsilon"]), config
