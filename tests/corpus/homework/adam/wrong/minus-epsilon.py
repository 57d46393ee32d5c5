# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-hat
# faults: hyperparameter-altered
# cause: epsilon is subtracted in the denominator
import numpy as np

def adam(var, grad, config=None):
    c = {'learning_rate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 't': 0, 'm': np.zeros_like(var), 'v': np.zeros_like(var)}
    if config is not None:
        c.update(config)
    c['t'] += 1
    alpha = c['learning_rate'] * np.sqrt(1 - c['beta2'] ** c['t']) / (1 - c['beta1'] ** c['t'])
    c['m'] = c['m'] + (grad - c['m']) * (1 - c['beta1'])
    c['v'] = c['v'] + (grad ** 2 - c['v']) * (1 - c['beta2'])
    return var - c['m'] * alpha / (np.sqrt(c['v']) - c['epsilon']), c
