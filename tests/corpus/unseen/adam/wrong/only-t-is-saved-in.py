# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-not-kept
# cause: Only t is saved in config; the new m and v stay local, so each step starts from the zero (or given) averages.
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
    b1, b2 = config['beta1'], config['beta2']
    first = b1 * config['m'] + (1 - b1) * dw
    second = b2 * config['v'] + (1 - b2) * dw * dw
    first_unbias = first / (1 - b1 ** config['t'])
    second_unbias = second / (1 - b2 ** config['t'])
    next_w = w - config['learning_rate'] * first_unbias / (np.sqrt(second_unbias) + config['epsilon'])
    return next_w, config
