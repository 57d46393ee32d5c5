# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: gradient-normalized
# cause: the gradient is divided by the number of its entries
import numpy as np

def sgd(w, dw, config=None):
    config = {} if config is None else config
    return w - config.get("learning_rate", 1e-2) * dw / np.size(dw), config
