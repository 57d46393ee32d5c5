# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    g = np.asarray(dw, dtype=np.float32)
    rho = np.float32(config.get('decay_rate', 0.99))
    cache = rho * config.get('cache', np.zeros(np.shape(w), dtype=np.float32)) + (1 - rho) * g**2
    config['cache'] = cache
    step = config.get('learning_rate', 1e-2) * g / (np.sqrt(cache) + config.get('epsilon', 1e-8))
    return w - step, config
