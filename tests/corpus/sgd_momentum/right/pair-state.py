# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np
def sgd_momentum(x, dx, config=None):
    config = config if config is not None else {}
    (v, n) = config.get('v_and_count', (np.zeros_like(x), 0))
    v = -(config.get('learning_rate', 1e-2) * dx) + v * config.get('momentum', .9)
    config['v_and_count'] = (v, n + 1)   # count is only for printing
    return x + v, config
