# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    coeffs = np.array([config['momentum'], -config['learning_rate']])
    v = np.tensordot(coeffs, np.stack([v, dw]), axes=1)
    config['velocity'] = v
    return w + v, config
