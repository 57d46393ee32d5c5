# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-not-kept
# cause: The cache is overwritten by the current squared gradient, not accumulated, so each step is about lr * sign(dw).
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    config['cache'] = dw**2
    w -= config['learning_rate'] * dw / (np.sqrt(config['cache']) + config['epsilon'])
    return w, config
