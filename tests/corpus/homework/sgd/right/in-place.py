# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config if config is not None else {}
    np.subtract(w, config.get('learning_rate', 0.01) * dw, out=w)
    return w, config
