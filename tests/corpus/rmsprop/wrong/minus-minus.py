# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: ascent
import numpy as np
def rmsprop(theta, g, config=None):
    config = config or {}
    rho = config.get('decay_rate', 0.99)
    config['r'] = rho * config.get('r', 0) + (1 - rho) * g**2
    delta = - config.get('learning_rate', 0.01) / np.sqrt(config['r'] + config.get('epsilon', 1e-8)) * g
    theta -= delta
    return theta, config
