# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    cache = config.setdefault('cache', np.zeros_like(w))
    out = np.zeros_like(w)
    for i in range(len(w)):
        cache[i] += dw[i] ** 2
        out[i] = w[i] - config.get('learning_rate', 1e-2) * dw[i] / (np.sqrt(cache[i]) + config.get('epsilon', 1e-8))
    return out, config
