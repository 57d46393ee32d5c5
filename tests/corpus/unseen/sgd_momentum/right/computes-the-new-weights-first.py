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

    next_w = w - config['learning_rate'] * dw + config['momentum'] * v
    config['velocity'] = next_w - w
    return next_w, config
