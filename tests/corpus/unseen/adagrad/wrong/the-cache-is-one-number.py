# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: coordinates-pooled
# cause: The cache is one number, the sum of all elements' squared gradients (np.sum), so all parameters share one learning rate (not per parameter).
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    # sum of squared gradients
    config['cache'] = config['cache'] + np.sum(dw ** 2)
    next_w = w - config['learning_rate'] / (np.sqrt(config['cache']) + config['epsilon']) * dw

    return next_w, config
