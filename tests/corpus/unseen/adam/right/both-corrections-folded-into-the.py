# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)

    config['t'] += 1
    t, b1, b2 = config['t'], config['beta1'], config['beta2']
    config['m'] = b1 * config['m'] + (1 - b1) * dw
    config['v'] = b2 * config['v'] + (1 - b2) * dw**2

    c2 = np.sqrt(1 - b2**t)
    a_t = config['learning_rate'] * c2 / (1 - b1**t)
    return w - a_t * config['m'] / (np.sqrt(config['v']) + config['epsilon'] * c2), config
