# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-first-bias-correction
# cause: Only v is bias-corrected; m is used raw, so the first steps are too small by 1 - beta1^t.
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
    mom = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    vel = config['beta2'] * config['v'] + (1 - config['beta2']) * np.square(dw)
    config['m'], config['v'] = mom, vel

    vel_unbiased = vel / (1 - config['beta2'] ** config['t'])
    next_w = w - config['learning_rate'] * mom / (np.sqrt(vel_unbiased) + config['epsilon'])

    return next_w, config
