# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 1)
    config['t'] += 1
    b1, b2, t = config['beta1'], config['beta2'], config['t']
    config['m'] = b1*config['m'] + (1-b1)*dw
    config['v'] = b2*config['v'] + (1-b2)*dw*dw
    alpha_t = config['learning_rate'] / (1 - b1**t)
    return w - alpha_t * config['m'] / (np.sqrt(config['v'] / (1 - b2**t)) + config['epsilon']), config
