# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-inside-root
# faults: first-term-whole
# cause: moments start at g and g^2 instead of at zero, then are corrected as if from zero
import numpy as np

def adam(node, gradient, config=None):
    if config is None: config = {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    config['t'] = config.get('t', 0) + 1
    if 'v' not in config:
        config['v'] = gradient
        config['s'] = np.power(gradient, 2)
    else:
        config['v'] = b1 * config['v'] + (1 - b1) * gradient
        config['s'] = b2 * config['s'] + (1 - b2) * np.power(gradient, 2)
    v_ = config['v'] / (1 - np.power(b1, config['t']))
    s_ = config['s'] / (1 - np.power(b2, config['t']))
    return node - config.get('learning_rate', 0.001) * v_ / np.sqrt(s_ + config.get('epsilon', 1e-8)), config
