# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity')
    if v is None:
        v = np.zeros_like(w)
    v = config['momentum'] * v + dw
    config['velocity'] = v
    return w - config['learning_rate'] * v, config
