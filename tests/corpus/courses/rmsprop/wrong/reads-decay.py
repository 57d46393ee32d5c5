# verdict: partially_accepted
# optimizer: rmsprop
# conventions: none
# faults: reads-other-key
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))
    lr, rho, eps = config['learning_rate'], config['decay'], config['epsilon']
    c = config['cache'] = rho * config['cache'] + (1 - rho) * dw ** 2
    return w - lr * dw / (np.sqrt(c) + eps), config
