# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: Unfinished: the body is still 'pass', next_w stays None.
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    w -= config['learning_rate'] * dw
    return w, config

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    next_w = None
    # TODO momentum update
    pass

    config['velocity'] = v
    return next_w, config
