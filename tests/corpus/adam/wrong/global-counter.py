# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np
import itertools

# m and v are per parameter, time is the same for everybody
clock = itertools.count(1)

def adam(w, dw, config=None):
    if config is None: config = {}
    t = next(clock)
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    config['m'] = b1 * config.get('m', np.zeros_like(w)) + (1 - b1) * dw
    config['v'] = b2 * config.get('v', np.zeros_like(w)) + (1 - b2) * np.square(dw)
    return w - config.get('learning_rate', 1e-3) * config['m'] / (1 - b1**t) / (np.sqrt(config['v'] / (1 - b2**t)) + config.get('epsilon', 1e-8)), config
