# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def _get(config, name, default):
    value = config.get(name)
    return default if value is None else value


def _adaptive_rate(rate, total, eps):
    return rate / (eps + np.sqrt(total))


def adagrad(w, dw, config=None):
    config = {} if config is None else dict(config)
    total = _get(config, "total", np.zeros_like(w)) + dw * dw
    config["total"] = total
    return w - _adaptive_rate(_get(config, "learning_rate", 0.01), total, _get(config, "epsilon", 1e-8)) * dw, config
