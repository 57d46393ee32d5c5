# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: NameError: the parameters are called w, dw but the body uses x (np.zeros_like(x)), so each call raises; also the return names next_x.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(x))

    config['cache'] *= config['decay_rate']
    config['cache'] += (1 - config['decay_rate']) * dw**2
    next_w = w - config['learning_rate'] * dw / (np.sqrt(config['cache']) + config['epsilon'])

    return next_x, config
