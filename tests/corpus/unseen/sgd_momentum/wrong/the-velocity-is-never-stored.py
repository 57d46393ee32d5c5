# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: none
# cause: The velocity is never stored in config (only read), so it starts at zero in each call and the rule is plain SGD.
import numpy as np

def sgd_momentum(w, dw, config=None):
    # config: learning_rate, momentum, velocity
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('momentum', 0.9)
    config.setdefault('velocity', np.zeros_like(w))

    v = config['velocity']
    v = config['momentum'] * v - config['learning_rate'] * dw
    next_w = w + v
    return next_w, config
