# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: gradient-normalized
import numpy as np

def sgd(w, dw, config=None):
    config = config if config is not None else {}
    lr = config.setdefault("learning_rate", 1e-2)
    norm = np.linalg.norm(dw)
    if norm > 0:
        dw = dw / norm
    return w - lr * dw, config
