# verdict: wrong_answer
# optimizer: momentum
# conventions: learning-rate-inside-velocity
# faults: ascent, weights-exchanged
# cause: Two mistakes: the momentum factor multiplies the gradient instead of the old velocity (v = v - lr*mu*dw, velocity never decays), and the step is subtracted (w - v), so the weights climb the gradient.
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    v = config.get('velocity', np.zeros_like(w))
    mu = config['momentum']
    lr = config['learning_rate']

    v = v - lr * mu * dw
    next_w = w - v
    config['velocity'] = v

    return next_w, config
