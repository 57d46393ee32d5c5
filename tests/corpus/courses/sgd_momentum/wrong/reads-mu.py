# verdict: partially_accepted
# optimizer: momentum
# conventions: none
# faults: reads-other-key
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('mu', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    mu, lr = config['mu'], config['learning_rate']
    v = mu * v - lr * dw
    config['velocity'] = v
    return w + v, config
