# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: both bias corrections divide by 1-beta, without the power t
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-3)
    b1 = config.setdefault('beta1', 0.9)
    b2 = config.setdefault('beta2', 0.999)
    eps = config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config['m'] = b1 * config['m'] + (1 - b1) * dw
    config['v'] = b2 * config['v'] + (1 - b2) * dw ** 2
    mh = config['m'] / (1 - b1)
    vh = config['v'] / (1 - b2)
    return w - lr * mh / (np.sqrt(vh) + eps), config
