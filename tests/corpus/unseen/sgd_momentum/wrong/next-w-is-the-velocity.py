# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: step-returned
# cause: next_w is the velocity itself: 'next_w = v', w is never added.
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    next_w = None
    next_w = config['momentum'] * v - config['learning_rate'] * dw
    v = next_w
    config['velocity'] = v
    return next_w, config
