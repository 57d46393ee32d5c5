# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(w, dw, config=None):
    # print(w.shape, dw.shape)
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3); config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999); config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w)); config.setdefault('v', np.zeros_like(w)); config.setdefault('t', 0)

    config['t'] += 1
    m, v, t = config['m'], config['v'], config['t']
    config['m'] = m * config['beta1'] + dw * (1 - config['beta1'])
    config['v'] = v * config['beta2'] + (dw ** 2) * (1 - config['beta2'])
    corr1 = 1. / (1. - config['beta1'] ** t)
    corr2 = 1. / (1. - config['beta2'] ** t)
    next_w = w - config['learning_rate'] * (config['m'] * corr1) / ((config['v'] * corr2) ** .5 + config['epsilon'])
    return next_w, config
