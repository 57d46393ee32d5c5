# verdict: wrong_answer
# optimizer: rmsprop
# conventions: no-epsilon
# faults: none
# cause: epsilon is left out of the denominator: where the gradient has always been 0 the step is 0/0 = NaN; with gradients of ordinary size the difference is about 1e-7 relative (more with a bigger epsilon or small gradients).
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    beta = config['decay_rate']
    config['cache'] = beta * config['cache'] + (1 - beta) * (dw * dw)
    next_w = w - config['learning_rate'] * dw / np.sqrt(config['cache'])

    return next_w, config
