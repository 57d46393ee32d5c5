# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: gradient-not-squared, missing-root
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    # sqrt(dw^2) is just |dw| so I simplified
    cache = config.get('cache', np.zeros_like(w)) + np.abs(dw)
    config['cache'] = cache
    return w - config.get('learning_rate', 1e-2) * dw / (cache + config.get('epsilon', 1e-8)), config
