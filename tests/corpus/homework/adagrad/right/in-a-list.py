# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adagrad(w, dw, config=None):
    """Keeps every squared gradient; their sum is what counts."""
    if config is None:
        config = {}
    total = config.get("total")
    total = np.square(dw) if total is None else total + np.square(dw)
    config["total"] = total
    denominator = np.sqrt(total)
    denominator += config.get("epsilon", 1e-8)
    return w - np.divide(config.get("learning_rate", 1e-2) * dw, denominator), config
