# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(param, dparam, config=None):
    config = {} if config is None else config
    for k, d in dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, t=0).items():
        config.setdefault(k, d)
    config.setdefault('m', np.zeros_like(param))
    config.setdefault('v', np.zeros_like(param))
    config['m'] = config['beta1']*config['m'] + (1-config['beta1'])*dparam
    mt = config['m'] / (1 - np.power(config['beta1'], config['t'] + 1))
    config['v'] = config['beta2']*config['v'] + (1-config['beta2'])*(np.power(dparam, 2))
    vt = config['v'] / (1 - np.power(config['beta2'], config['t'] + 1))
    config['t'] += 1
    return param - config['learning_rate'] * mt / (np.sqrt(vt) + config['epsilon']), config
