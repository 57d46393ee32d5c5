# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: gradient-accumulated
# cause: Gradients are summed over the steps (config['grad'] += dw) and the sum is used, so it is not SGD after the first step.
import numpy as np

def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('grad', np.zeros_like(w))
    config['grad'] = config['grad'] + dw
    w = w - config['learning_rate'] * config['grad']
    return w, config
