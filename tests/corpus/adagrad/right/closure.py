# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def make_adagrad(like):
    accumulated = np.zeros_like(like)

    def update(grad, lr, eps):
        nonlocal accumulated
        accumulated = accumulated + grad * grad
        return -lr * grad / (np.sqrt(accumulated) + eps)

    return update


def adagrad(w, dw, config=None):
    config = {} if config is None else config
    if "update" not in config:
        config["update"] = make_adagrad(w)
    delta = config["update"](dw, config.get("learning_rate", 1e-2), config.get("epsilon", 1e-8))
    return w + delta, config
