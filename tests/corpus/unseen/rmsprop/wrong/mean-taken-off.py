# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: gradient-normalized
import numpy as np
def rmsprop(w, dw, config=None):
    config = config or {}
    g = dw - np.mean(dw)
    rho = config.get('decay_rate', 0.99)
    r = rho * config.get('cache', np.zeros_like(w)) + (1 - rho) * g**2
    config['cache'] = r
    return w - config.get('learning_rate', .01) * g / (np.sqrt(r) + config.get('epsilon', 1e-8)), config
