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
    config['m'] *= config['beta1']; config['m'] += dw - config['beta1'] * dw
    config['v'] *= config['beta2']; config['v'] += dw**2 - config['beta2'] * dw**2
    k1 = 1 - config['beta1'] ** config['t']
    k2 = np.sqrt(1 - config['beta2'] ** config['t'])
    numerator = config['learning_rate'] * k2 * config['m']
    denominator = k1 * (np.sqrt(config['v']) + k2 * config['epsilon'])
    w -= numerator / denominator
    return w, config
