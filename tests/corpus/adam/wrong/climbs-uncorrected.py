# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: ascent, no-second-bias-correction
import numpy as np
def adam(x, dx, config=None):
    if config is None: config = {}
    b1 = config.get('beta1', 0.9); b2 = config.get('beta2', 0.999)
    config['t'] = config.get('t', 0) + 1
    config['m'] = config.get('m', np.zeros_like(x)) * b1 + dx * (1 - b1)
    config['v'] = config.get('v', np.zeros_like(x)) * b2 + dx**2 * (1 - b2)
    mh = config['m'] / (1 - b1**config['t'])
    x = x - -config.get('learning_rate', 1e-3) * mh / (np.sqrt(config['v']) + config.get('epsilon', 1e-8))
    return x, config
