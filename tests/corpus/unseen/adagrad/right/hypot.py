# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
# cause: Right: stores the root of the sum and updates it with hypot.
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2); config.setdefault('epsilon', 1e-8)
    # r = sqrt(g1^2 + ... + gt^2), Pythagoras one step at a time
    r = np.hypot(config.get('r', 0.0), dw)
    config['r'] = r
    return w - config['learning_rate'] * dw / (r + config['epsilon']), config
