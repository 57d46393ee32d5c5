# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-not-kept
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    beta1, beta2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    m = config.get('m', np.zeros_like(w))
    v = config.get('v', np.zeros_like(w))
    config['t'] = config.get('t', 0) + 1
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * dw * dw
    mt = m / (1 - beta1**config['t'])
    vt = v / (1 - beta2**config['t'])
    return w - config.get('learning_rate', 1e-3) * mt / (np.sqrt(vt) + config.get('epsilon', 1e-8)), config
