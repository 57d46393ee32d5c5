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

    b1, b2 = config['beta1'], config['beta2']
    config['m'] = np.average([config['m'], dw], axis=0, weights=[b1, 1 - b1])
    config['v'] = np.average([config['v'], dw ** 2], axis=0, weights=[b2, 1 - b2])
    config['t'] += 1
    m_hat, v_hat = config['m'] / (1 - b1 ** config['t']), config['v'] / (1 - b2 ** config['t'])
    return w - config['learning_rate'] * m_hat / (np.sqrt(v_hat) + config['epsilon']), config
