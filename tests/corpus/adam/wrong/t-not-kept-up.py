# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: ascent, time-not-counted
import numpy as np
def adam(w, dw, config=None):
    config = config or {}
    b1, b2, t = config.get('beta1', 0.9), config.get('beta2', 0.999), 1
    config['m'] = b1 * config.get('m', 0) + (1 - b1) * dw
    config['v'] = b2 * config.get('v', 0) + (1 - b2) * dw**2
    return w + config.get('learning_rate', 1e-3) * config['m'] / (1 - b1**t) / (np.sqrt(config['v'] / (1 - b2**t)) + config.get('epsilon', 1e-8)), config
