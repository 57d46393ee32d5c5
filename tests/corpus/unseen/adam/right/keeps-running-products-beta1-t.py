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
    config.setdefault('b1_pow', config['beta1'] ** config['t'])
    config.setdefault('b2_pow', config['beta2'] ** config['t'])

    config['t'] += 1
    config['b1_pow'] *= config['beta1']
    config['b2_pow'] *= config['beta2']

    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * dw ** 2
    mh = config['m'] / (1 - config['b1_pow'])
    vh = config['v'] / (1 - config['b2_pow'])
    return w - config['learning_rate'] * mh / (vh ** 0.5 + config['epsilon']), config
