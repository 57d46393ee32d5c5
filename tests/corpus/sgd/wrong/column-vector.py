# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 1e-2)
    # work with column vectors like in the slides
    dw = np.reshape(dw, (-1, 1))
    return w - lr * dw, config
