# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: gradient-normalized
import numpy as np
def sgd(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('learning_rate', 1e-2)
    g = dw / (np.linalg.norm(dw) + 1e-12)
    return w - lr * g, config
