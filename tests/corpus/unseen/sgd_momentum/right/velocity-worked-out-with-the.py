# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault('learning_rate', 1e-2)
    mu = config.setdefault('momentum', 0.9)
    v_old = config.get('velocity', np.zeros_like(w))

    drop = lr * dw - mu * v_old       # how far we go down
    config['velocity'] = -drop
    next_w = w - drop
    return next_w, config
