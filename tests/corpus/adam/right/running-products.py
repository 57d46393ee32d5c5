# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('learning_rate', 1e-3)
    b1 = config.get('beta1', 0.9)
    b2 = config.get('beta2', 0.999)
    eps = config.get('epsilon', 1e-8)
    m, v = config.get('first_moment', 0), config.get('second_moment', 0)
    # beta^t without a power
    p1 = config.get('beta1_t', 1.0) * b1
    p2 = config.get('beta2_t', 1.0) * b2
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * np.square(dw)
    config['first_moment'] = m ; config['second_moment'] = v
    config['beta1_t'] = p1 ; config['beta2_t'] = p2
    return w - lr * (m / (1 - p1)) / (np.sqrt(v / (1 - p2)) + eps), config
