# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: KeyError: the default is set under 'eps' but read as 'epsilon', so a call without a given epsilon raises (it works only if the caller gives 'epsilon').
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('eps', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)

    config['t'] += 1
    b1, b2, t = config['beta1'], config['beta2'], config['t']
    config['m'] = b1 * config['m'] + (1 - b1) * dw
    config['v'] = b2 * config['v'] + (1 - b2) * dw ** 2
    alpha = config['learning_rate']
    next_w = w - alpha * (config['m'] / (1 - b1 ** t)) / (np.sqrt(config['v'] / (1 - b2 ** t)) + config['epsilon'])
    return next_w, config
