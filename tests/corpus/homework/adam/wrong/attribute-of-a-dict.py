# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: config.m on a dict
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    config.m = config.beta1 * config.m + (1 - config.beta1) * dw
    config.v = config.beta2 * config.v + (1 - config.beta2) * dw**2
    return w - config.learning_rate * config.m / (np.sqrt(config.v) + config.epsilon), config
