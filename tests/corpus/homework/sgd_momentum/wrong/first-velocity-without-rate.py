# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: first-term-whole
# cause: at the first step the velocity is g instead of -lr*g
import numpy as np

def sgd_momentum(node, gradient, config=None):
    if config is None: config = {}
    if 'v' not in config:
        config['v'] = -gradient
    else:
        config['v'] = config.get('momentum', 0.9) * config['v'] - config.get('learning_rate', 1e-2) * gradient
    return node + config['v'], config
