# verdict: wrong_answer
# optimizer: adagrad
# conventions: none
# faults: learning-rate-compounds
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))
    lr, eps = config['learning_rate'], config['epsilon']
    config['cache'] += dw ** 2
    config['learning_rate'] = lr / (np.sqrt(config['cache']) + eps)
    return w - config['learning_rate'] * dw, config
