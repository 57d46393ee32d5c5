# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 1e-2)
    # get rid of the ...0000004
    return np.round(w - lr * dw, 12), config
