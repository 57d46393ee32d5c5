# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    if config is None:
        config = dict()
    config.setdefault('learning_rate', np.float64('1e-2'))
    next_w = np.empty_like(w)
    np.multiply(dw, config['learning_rate'], out=next_w)
    np.subtract(w, next_w, out=next_w)
    return [next_w, config]
