# verdict: wrong_answer
# optimizer: momentum-ema
# conventions: ema-momentum, learning-rate-inside-velocity
# faults: none
# cause: v = mu v - (1 - mu) lr dw: the gradient part is damped by (1 - mu), so velocity and steps are ten times too small.
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    mu = config['momentum']
    v = mu * v - (1 - mu) * config['learning_rate'] * dw
    next_w = w + v
    config['velocity'] = v

    return next_w, config
