# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-2)
    mu = config.setdefault('momentum', 0.9)
    if 'velocity' not in config:
        config['velocity'] = np.zeros(np.shape(w))
    v = config['velocity']
    v *= mu
    v += lr * dw          # positive velocity, subtracted below
    w -= v
    return w, config
