# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config or {}
    return np.round(w - config.get("learning_rate", 0.01) * dw, 9), config
