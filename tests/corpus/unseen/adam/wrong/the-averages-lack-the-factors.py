# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-decay-complement, no-first-bias-correction, no-second-bias-correction
# equivalent: adam + time-not-counted
# cause: Two mistakes: the averages lack the factors (1 - beta1) and (1 - beta2), and there is no bias correction.
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
    config['m'] = config['beta1'] * config['m'] + dw
    config['v'] = config['beta2'] * config['v'] + dw**2
    next_w = w - config['learning_rate'] * config['m'] / (np.sqrt(config['v']) + config['epsilon'])
    return next_w, config
