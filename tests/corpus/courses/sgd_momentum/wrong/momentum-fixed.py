# verdict: partially_accepted
# optimizer: momentum
# conventions: none
# faults: hyperparameter-fixed
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    mu, lr = config['momentum'], config['learning_rate']
    v = 0.9 * v - lr * dw
    config['velocity'] = v
    return w + v, config
