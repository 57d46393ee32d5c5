# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: step-returned
# cause: Returns the step (-lr * m_hat / (sqrt(v_hat)+eps)) as next_w instead of w plus the step.
import numpy as np


def adam(w, dw, config=None):
    """
    Adam update.

    config: learning_rate, beta1, beta2, epsilon, m, v, t
    """
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)

    next_w = None
    # ---- my code ----
    config['t'] = config['t'] + 1
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * (dw * dw)
    m_unbias = config['m'] / (1 - config['beta1'] ** config['t'])
    v_unbias = config['v'] / (1 - config['beta2'] ** config['t'])
    next_w = -config['learning_rate'] * m_unbias / (np.sqrt(v_unbias) + config['epsilon'])
    # ---- end ----
    return next_w, config
