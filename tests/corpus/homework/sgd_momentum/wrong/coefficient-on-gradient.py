# verdict: wrong_answer
# optimizer: momentum
# conventions: learning-rate-outside-velocity
# faults: weights-exchanged
# cause: v + mu*g: the momentum coefficient is on the gradient, velocity never decays
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    mu = config.get('momentum', 0.9)
    lr = config.get('learning_rate', 1e-2)
    v = config.get('velocity', np.zeros_like(w))
    v = v + mu * dw
    config['velocity'] = v
    return w - lr * v, config
