# verdict: wrong_answer
# optimizer: nesterov
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-2)
    mu = config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    v_prev = v                      # back this up
    v = mu * v - lr * dw            # velocity update stays the same
    w = w - mu * v_prev + (1 + mu) * v
    config['velocity'] = v
    return w, config
