# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    d = config.get('decay_rate', 0.99)
    squares = np.einsum('...,...->...', dw, dw)
    stacked = np.stack([config.get('cache', np.zeros(np.shape(w))), squares])
    config['cache'] = np.einsum('i,i...->...', np.array([d, 1 - d]), stacked)
    inv = np.reciprocal(np.sqrt(config['cache'] + config.get('epsilon', 1e-8)))
    return w - config.get('learning_rate', 1e-2) * inv * dw, config
