# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    config['cache'] = np.sum([config.get('cache', np.zeros_like(w)), dw * dw], axis=0)
    scaled = dw / (config['cache'] ** 0.5 + config['epsilon'])
    return np.subtract(w, config['learning_rate'] * scaled), config
