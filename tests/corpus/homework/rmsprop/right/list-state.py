# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(x, dx, config=None):
    if config is None: config = {}
    a = config.get('decay_rate', 0.99)
    if 'grad_sq' not in config:
        config['grad_sq'] = [np.zeros_like(dx)]
    config['grad_sq'].append(a * config['grad_sq'][-1] + (1 - a) * np.multiply(dx, dx))
    s = config['grad_sq'][-1]
    return x - np.divide(config.get('learning_rate', 1e-2) * dx, np.sqrt(s) + config.get('epsilon', 1e-8)), config
