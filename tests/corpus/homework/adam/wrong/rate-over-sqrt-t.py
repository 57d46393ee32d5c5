# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: rate-decays
# cause: learning rate divided by sqrt(t)
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    config.setdefault('learning_rate', 1e-3)
    t = config.get('t', 0) + 1
    beta1, beta2 = config.get('beta1', .9), config.get('beta2', .999)
    lr = config['learning_rate'] / np.sqrt(t)
    config['m'] = beta1 * config.get('m', np.zeros_like(w)) + (1 - beta1) * dw
    config['v'] = beta2 * config.get('v', np.zeros_like(w)) + (1 - beta2) * dw * dw
    config['t'] = t
    mb = config['m'] / (1 - beta1 ** t)
    vb = config['v'] / (1 - beta2 ** t)
    return w - lr * mb / (np.sqrt(vb) + config.get('epsilon', 1e-8)), config
