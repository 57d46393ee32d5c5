# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted, stale-moment
# cause: steps with the moments of the step before (updated after the step), corrections without power
import numpy as np

def adam(p, grad, config=None):
    if config is None:
        config = {}
    for key, val in (('learning_rate', 1e-3), ('beta1', .9), ('beta2', .999), ('epsilon', 1e-8)):
        config.setdefault(key, val)
    m = config.get('m', np.zeros_like(p))
    v = config.get('v', np.zeros_like(p))
    m_hat = m / (1 - config['beta1'])
    v_hat = v / (1 - config['beta2'])
    p_new = p - config['learning_rate'] * m_hat / (np.sqrt(v_hat) + config['epsilon'])
    m = config['beta1'] * m + (1 - config['beta1']) * grad
    v = config['beta2'] * v + (1 - config['beta2']) * grad ** 2
    config['m'] = m
    config['v'] = v
    return p_new, config
