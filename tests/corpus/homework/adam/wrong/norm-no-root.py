# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: coordinates-pooled
# cause: v averages the norm of the whole gradient (pooled, not squared) and no root is taken
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', 0); config.setdefault('v', 0); config.setdefault('t', 0)
    config['t'] += 1
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * np.linalg.norm(dw)
    m_hat = config['m'] / (1 - config['beta1'] ** config['t'])
    v_hat = config['v'] / (1 - config['beta2'] ** config['t'])
    return w - config['learning_rate'] * m_hat / (v_hat + config['epsilon']), config
