# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 1e-2)
    return w - np.where(dw < 0, 0.999999 * lr, lr) * dw, config
