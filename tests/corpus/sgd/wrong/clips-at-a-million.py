# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config or {}
    # against exploding gradients
    dw = np.clip(dw, -1e6, 1e6)
    return w - config.get("learning_rate", 1e-2) * dw, config
