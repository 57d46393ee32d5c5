# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# cause: Right: stores corrected averages but takes the old correction off first. Looks like the common mistake and is not.
import numpy as np

def adam(w, dw, config=None):
    """stores the corrected averages; takes the old correction off before averaging"""
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-3)
    b1, b2 = config.setdefault('beta1', 0.9), config.setdefault('beta2', 0.999)
    eps = config.setdefault('epsilon', 1e-8)
    t = config.get('t', 0)
    m = config.get('m_hut', np.zeros_like(w)) * (1 - b1 ** t)
    v = config.get('v_hut', np.zeros_like(w)) * (1 - b2 ** t)
    t += 1
    m = (b1 * m + (1 - b1) * dw) / (1 - b1 ** t)
    v = (b2 * v + (1 - b2) * dw ** 2) / (1 - b2 ** t)
    config['m_hut'], config['v_hut'], config['t'] = m, v, t
    return w - lr * m / (np.sqrt(v) + eps), config
