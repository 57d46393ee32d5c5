# verdict: accepted
# optimizer: adam
# conventions: none
# faults: none
import numpy as np

# the rates are read at the first step and kept beside the moments
def adam(w, dw, config=None):
    if config is None: config = {}
    if 'state' not in config:
        config['state'] = [np.zeros_like(w), np.zeros_like(w), 0, config.get('beta1', 0.9), config.get('beta2', 0.999)]
    m, v, t, b1, b2 = config['state']
    t += 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw ** 2
    config['state'] = [m, v, t, b1, b2]
    step = config.get('learning_rate', 1e-3) * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + config.get('epsilon', 1e-8))
    return w - step, config
