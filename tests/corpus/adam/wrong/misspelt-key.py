# verdict: runtime_error
# optimizer: none
# conventions: none
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
    config['m'] = config['beta_1'] * config['m'] + (1 - config['beta_1']) * dw
    config['v'] = config['beta_2'] * config['v'] + (1 - config['beta_2']) * dw**2
    mt = config['m'] / (1 - config['beta_1']**config['t'])
    vt = config['v'] / (1 - config['beta_2']**config['t'])
    return w - config['learning_rate'] * mt / (np.sqrt(vt) + config['epsilon']), config
