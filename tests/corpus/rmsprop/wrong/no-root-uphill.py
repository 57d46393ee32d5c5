# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-root, ascent
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr, rho, eps = config.get('learning_rate', 1e-2), config.get('decay_rate', 0.99), config.get('epsilon', 1e-8)
    config['cache'] = rho * config.get('cache', np.zeros_like(w)) + (1 - rho) * np.square(dw)
    return w + lr * dw / (config['cache'] + eps), config
