# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    d = config['decay_rate']
    rms = np.hypot(np.sqrt(d * config['cache']), np.sqrt(1 - d) * dw)
    config['cache'] = rms * rms
    next_w = w - config['learning_rate'] * dw / (rms + config['epsilon'])
    return next_w, config
