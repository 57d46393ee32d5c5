# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    G = config.get('G', np.zeros_like(w)) + dw ** 2
    config['G'] = G
    return w - (config.get('learning_rate', 1e-2) * (G + config.get('epsilon', 1e-8)) ** (-1 / 2)) * dw, config
