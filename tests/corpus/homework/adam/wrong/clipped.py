# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# cause: gradient is clipped to [-1, 1] before it is used
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    g = np.clip(dw, -1.0, 1.0)
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t = config['t'] = config.get('t', 0) + 1
    m = config['m'] = b1 * config.get('m', 0) + (1 - b1) * g
    v = config['v'] = b2 * config.get('v', 0) + (1 - b2) * g ** 2
    w -= config.get('learning_rate', 1e-3) * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + config.get('epsilon', 1e-8))
    return w, config
