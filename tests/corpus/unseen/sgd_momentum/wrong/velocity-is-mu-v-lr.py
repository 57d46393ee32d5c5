# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: ascent
# cause: Sign: velocity is mu v + lr dw but it is added to the weights, so it climbs the gradient.
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))

    v = config['momentum'] * v + config['learning_rate'] * dw
    next_w = w + v

    config['velocity'] = v
    return next_w, config
