# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: bias corrections with the fixed power 2 (exponent of the slide misread)
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr, b1, b2, eps = (config.get(k, d) for k, d in (('learning_rate', 1e-3), ('beta1', .9), ('beta2', .999), ('epsilon', 1e-8)))
    m = b1 * config.get('m', 0 * w) + (1 - b1) * dw
    v = b2 * config.get('v', 0 * w) + (1 - b2) * dw**2
    config['m'], config['v'] = m, v
    m_cap = m / (1 - b1**2)
    v_cap = v / (1 - b2**2)
    w = w - (lr * m_cap) / (np.sqrt(v_cap) + eps)
    return w, config
