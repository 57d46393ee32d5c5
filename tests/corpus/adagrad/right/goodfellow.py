# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(theta, g, config=None):
    config = config or {}
    eps = config.get('learning_rate', 1e-2)   # the book calls it epsilon
    delta = config.get('epsilon', 1e-8)       # and this delta
    r = config.get('r', np.zeros_like(theta))
    r = r + g * g                             # g ⊙ g
    dtheta = -(eps / (delta + np.sqrt(r))) * g
    config['r'] = r
    return theta + dtheta, config
