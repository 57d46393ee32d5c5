# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: wrong-default
# cause: default decay rate 0.9 instead of 0.99
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    rho = config.get('decay_rate', 0.9)
    r = config.get('r', np.zeros_like(w))
    r = rho * r + (1 - rho) * dw * dw
    config['r'] = r
    return w - config.get('learning_rate', 1e-2) / (np.sqrt(r) + config.get('epsilon', 1e-8)) * dw, config
