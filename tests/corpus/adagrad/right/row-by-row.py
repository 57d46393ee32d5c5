# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    config = config if config is not None else {}
    lr, eps = config.get("learning_rate", 1e-2), config.get("epsilon", 1e-8)
    rows_w, rows_g = np.atleast_2d(w), np.atleast_2d(dw)
    if "cache" not in config:
        config["cache"] = [np.zeros(r.shape) for r in rows_w]
    new_rows = []
    for r, (x, g) in enumerate(zip(rows_w, rows_g)):
        config["cache"][r] = config["cache"][r] + g ** 2
        new_rows.append(x - lr * g / (eps + config["cache"][r] ** .5))
    return np.vstack(new_rows).reshape(np.shape(w)), config
