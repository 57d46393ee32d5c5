# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    lr = config.get("learning_rate", 1e-2)
    # clip so that it does not explode
    dw = np.clip(dw, -1.0, 1.0)
    return w - lr * dw, config
