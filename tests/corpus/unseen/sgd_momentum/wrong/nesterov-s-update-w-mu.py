# verdict: wrong_answer
# optimizer: nesterov
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
# cause: Nesterov's update (w += -mu v_prev + (1 + mu) v) instead of plain momentum.
import numpy as np

def sgd_momentum(w, dw, config=None):
    """SGD + momentum"""
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    mu = config['momentum']
    v_prev = v
    v = mu * v - config['learning_rate'] * dw
    next_w = w - mu * v_prev + (1 + mu) * v   # look ahead
    config['velocity'] = v

    return next_w, config
