# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)

    config['t'] += 1
    m, v = config['m'], config['v']
    np.multiply(m, config['beta1'], out=m)
    np.add(m, (1 - config['beta1']) * dw, out=m)
    np.multiply(v, config['beta2'], out=v)
    np.add(v, (1 - config['beta2']) * np.square(dw), out=v)

    denom = np.sqrt(v / (1 - config['beta2'] ** config['t']))
    denom += config['epsilon']
    step = m / (1 - config['beta1'] ** config['t'])
    step /= denom
    step *= config['learning_rate']
    w -= step
    return w, config
