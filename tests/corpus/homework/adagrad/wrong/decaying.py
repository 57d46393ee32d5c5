# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
# cause: a decaying average (0.9/0.1) instead of a sum: RMSProp
import numpy as np

def adagrad(x, dx, config=None):
    if config is None: config = {}
    grad_squared = config.get('grad_squared', 0)
    grad_squared = 0.9 * grad_squared + 0.1 * dx * dx
    config['grad_squared'] = grad_squared
    x = x - config.get('learning_rate', 1e-2) * dx / (np.sqrt(grad_squared) + config.get('epsilon', 1e-8))
    return x, config
