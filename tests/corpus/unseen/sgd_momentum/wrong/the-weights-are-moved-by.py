# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: stale-moment
# cause: The weights are moved by the old velocity and the velocity is updated afterwards, so each step lags one gradient (the first step does nothing).
import numpy as np


def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    next_w = w + v
    v = config['momentum'] * v - config['learning_rate'] * dw
    config['velocity'] = v

    return next_w, config
