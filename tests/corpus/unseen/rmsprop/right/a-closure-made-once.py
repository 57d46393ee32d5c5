# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def hacer_rmsprop(tasa, rho, eps):
    s = None
    def paso(w, g):
        nonlocal s
        s = (1 - rho) * g * g + (rho * s if s is not None else 0)
        return w - tasa * (g / (np.sqrt(s) + eps))
    return paso

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    if 'paso' not in config:
        config['paso'] = hacer_rmsprop(config.get('learning_rate', 1e-2),
                                       config.get('decay_rate', 0.99),
                                       config.get('epsilon', 1e-8))
    return config['paso'](w, dw), config
