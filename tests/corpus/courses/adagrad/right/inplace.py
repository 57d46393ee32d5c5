# verdict: accepted
# optimizer: adagrad
# conventions: none
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))
    lr, eps = config['learning_rate'], config['epsilon']
    config['cache'] += np.square(dw)
    w += -lr * dw / (np.sqrt(config['cache']) + eps)
    return w, config
