# verdict: partially_accepted
# optimizer: rmsprop
# conventions: none
# faults: hyperparameter-fixed
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))
    lr, rho, eps = config['learning_rate'], config['decay_rate'], config['epsilon']
    c = config['cache'] = 0.9 * config['cache'] + 0.1 * dw ** 2
    return w - lr * dw / (np.sqrt(c) + eps), config
