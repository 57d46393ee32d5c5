# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: zero-taken-for-missing
import numpy as np

def rmsprop(w, dw, config=None):
    config = config or {}
    rho = config.get('decay_rate') or .99
    avg = config.get('avg', np.zeros_like(w))
    avg = rho * avg + (1 - rho) * dw * dw
    config['avg'] = avg
    return w - config.get('learning_rate', .01) * dw / np.sqrt(avg + config.get('epsilon', 1e-8)), config
