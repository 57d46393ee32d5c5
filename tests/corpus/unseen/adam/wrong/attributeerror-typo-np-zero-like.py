# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: AttributeError: typo np.zero_like in the default of m, so the first call raises.
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zero_like(w))
    config.setdefault('v', np.zero_like(w))
    config.setdefault('t', 0)

    next_w = None
    config['t'] += 1
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * dw**2
    m_unbiased = config['m'] / (1 - config['beta1'] ** config['t'])
    v_unbiased = config['v'] / (1 - config['beta2'] ** config['t'])
    next_w = w - config['learning_rate'] * m_unbiased / (np.sqrt(v_unbiased) + config['epsilon'])
    return next_w, config
