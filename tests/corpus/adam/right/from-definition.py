# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def weighted_mean(values, beta):
    """sum_i beta^(t-i) x_i / sum_i beta^(t-i): equation (1) with its bias divided out"""
    weights = beta ** np.arange(len(values) - 1, -1, -1.0)
    return np.tensordot(weights, values, axes=1) / weights.sum()


def adam(w, dw, config=None):
    config = {} if config is None else config
    config["g"] = [*config.get("g", []), np.array(dw)]
    g = np.stack(config["g"])
    mean = weighted_mean(g, config.get("beta1", 0.9))
    mean_square = weighted_mean(g * g, config.get("beta2", 0.999))
    return w - config.get("learning_rate", 1e-3) * mean / (np.sqrt(mean_square) + config.get("epsilon", 1e-8)), config
