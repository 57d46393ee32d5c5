# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: first-term-whole
# cause: the average starts at g^2 instead of (1-rho)*g^2
import numpy as np

def rmsprop(node, gradient, config=None):
    config = {} if config is None else config
    beta = config.get('decay_rate', 0.99)
    if 's' not in config:
        config['s'] = np.power(gradient, 2)
    else:
        config['s'] = beta * config['s'] + (1 - beta) * np.power(gradient, 2)
    return node - config.get('learning_rate', 1e-2) * gradient / np.sqrt(config['s'] + config.get('epsilon', 1e-8)), config
