# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-for-moment
# cause: The step uses dw instead of the corrected first moment; it is RMSProp with bias correction.
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
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * dw * dw
    mhat = config['m'] / (1 - config['beta1']**config['t'])
    vhat = config['v'] / (1 - config['beta2']**config['t'])
    next_w = w - config['learning_rate'] / (np.sqrt(vhat) + config['epsilon']) * dw
    return next_w, config
