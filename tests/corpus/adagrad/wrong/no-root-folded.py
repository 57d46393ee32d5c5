# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: missing-root
import numpy as np
def adagrad(x, dx, config=None):
    config = config or {}
    config['h'] = config.get('h', 0) + np.power(dx, 2)
    scale = (config['h'] + config.get('epsilon', 1e-8)) ** -1
    return x - config.get('learning_rate', 1e-2) * scale * dx, config
