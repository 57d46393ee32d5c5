# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    np.add(config['cache'], dw * dw, out=config['cache'])
    rates = config['learning_rate'] / (np.sqrt(config['cache']) + config['epsilon'])
    w -= rates * dw
    return w, config
