# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: swapped-betas, time-off-by-one
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('learning_rate', 1e-3)
    beta1 = config.get('beta2', 0.999)   # copy and paste
    beta2 = config.get('beta1', 0.9)
    eps = config.get('epsilon', 1e-8)
    t = config.get('t', 1) + 1
    m = beta1 * config.get('m', 0) + (1 - beta1) * dw
    v = beta2 * config.get('v', 0) + (1 - beta2) * dw**2
    config['m'] = m
    config['v'] = v
    config['t'] = t
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), config
