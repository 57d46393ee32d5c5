# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: hyperparameter-fixed
# cause: no learning rate: v = mu*v - g, w += v
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = config or {}
    v = config.get('velocity', np.zeros_like(w))
    v = config.get('momentum', 0.9) * v - dw
    config['velocity'] = v
    w += v
    return w, config
