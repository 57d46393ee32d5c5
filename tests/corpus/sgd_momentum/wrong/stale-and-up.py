# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: stale-moment, ascent
import numpy as np
def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('learning_rate', 0.01); mu = config.get('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    w = w + v
    v = mu * v + lr * dw
    config['velocity'] = v
    return w, config
