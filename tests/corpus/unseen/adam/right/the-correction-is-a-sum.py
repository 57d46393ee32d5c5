# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def weight_sum(beta, t):
    """how much weight the moving average has given out after t steps"""
    total = 0.0
    for i in range(t):
        total += (1 - beta) * beta ** i
    return total

def adam(x, dx, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(x))
    config.setdefault('v', np.zeros_like(x))
    config.setdefault('t', 0)

    config['t'] += 1
    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dx
    config['v'] = config['beta2'] * config['v'] + (1 - config['beta2']) * pow(dx, 2)
    first_unbias = config['m'] / weight_sum(config['beta1'], config['t'])
    second_unbias = config['v'] / weight_sum(config['beta2'], config['t'])
    next_x = x - config['learning_rate'] * first_unbias / (np.sqrt(second_unbias) + config['epsilon'])
    return next_x, config
