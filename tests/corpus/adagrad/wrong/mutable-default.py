# verdict: partially_accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np

def adagrad(w, dw, config=None, _cache={}):
    config = {} if config is None else config
    shape = np.shape(w)
    if _cache.get("shape") != shape:
        _cache["shape"], _cache["sum"] = shape, np.zeros(shape)
    _cache["sum"] = _cache["sum"] + dw**2
    lr, eps = config.get("learning_rate", 1e-2), config.get("epsilon", 1e-8)
    return w - lr * dw / (np.sqrt(_cache["sum"]) + eps), config
