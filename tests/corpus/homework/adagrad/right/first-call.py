# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(beta, gradient, config=None):
    if config is None: config = {'calls': 0}
    if config.get('calls', 0) == 0:
        config['G'] = gradient ** 2
    else:
        config['G'] += gradient ** 2
    config['calls'] = config.get('calls', 0) + 1
    return beta - config.get('learning_rate', 1e-2) * gradient / (np.sqrt(config['G']) + config.get('epsilon', 1e-8)), config
