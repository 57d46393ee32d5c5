# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
# cause: This is SGD with momentum under the name rmsprop: no squared gradients anywhere.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('velocity', np.zeros_like(w))

    v = config['decay_rate'] * config['velocity'] - config['learning_rate'] * dw
    next_w = w + v
    config['velocity'] = v
    return next_w, config
