# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: sum-squared
# cause: the square of the sum of gradients instead of the sum of squares
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    total = config.get("total", np.zeros_like(w)) + dw
    config["total"] = total
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(total ** 2) + config.get("epsilon", 1e-8)), config
