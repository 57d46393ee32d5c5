# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: stale-moment
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = config if config is not None else {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    next_w = w + v
    config['velocity'] = config['momentum'] * v - config['learning_rate'] * dw
    return next_w, config
