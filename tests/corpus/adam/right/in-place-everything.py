# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    for k, val in {'learning_rate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 't': 0}.items():
        config.setdefault(k, val)
    if 'm' not in config: config['m'] = np.zeros(np.shape(w))
    if 'v' not in config: config['v'] = np.zeros(np.shape(w))
    m, v = config['m'], config['v']
    config['t'] += 1
    m *= config['beta1']; m += (1 - config['beta1']) * dw
    v *= config['beta2']; v += (1 - config['beta2']) * dw * dw
    denom = v / (1 - config['beta2'] ** config['t'])
    denom = np.sqrt(denom)
    denom += config['epsilon']
    update = m / (1 - config['beta1'] ** config['t'])
    update /= denom
    update *= config['learning_rate']
    w -= update
    return w, config
