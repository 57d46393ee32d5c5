# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: gradient-normalized
# cause: gradient is divided by its norm
import numpy as np

def sgd(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    g = dw / (np.linalg.norm(dw) + 1e-12)
    return w - config["learning_rate"] * g, config
