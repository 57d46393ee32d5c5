# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: epsilon-added-to-step, hyperparameter-fixed
# cause: Two mistakes: epsilon is added after the division (lr * dw / sqrt(cache) + eps), and the decay is hard-coded 0.9 instead of config's decay_rate (default 0.99).
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    # Hinton: 0.9 / 0.1
    config['cache'] = 0.9 * config['cache'] + 0.1 * dw**2
    step = config['learning_rate'] * dw / np.sqrt(config['cache']) + config['epsilon']
    return w - step, config
