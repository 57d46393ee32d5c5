# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: stale-moment
# cause: AdaGrad uses the sum of squares from before this step: root of the cache is taken first and the cache is raised afterwards, so the current gradient is missing from the denominator (first step divides by eps only).
import numpy as np

# HW2 - optimizers. Only adagrad is done here, sgd was given.

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    w -= config['learning_rate'] * dw
    return w, config


def adagrad(x, dx, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    G = config.get('cache', np.zeros_like(x))

    scale = np.sqrt(G) + config['epsilon']   # adaptive part
    G = G + np.square(dx)
    config['cache'] = G
    next_x = x - config['learning_rate'] / scale * dx
    return next_x, config
