# verdict: wrong_answer
# optimizer: adamax
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    # section 7.1 of the paper
    config = config or {}
    alpha, b1, b2 = config.get('learning_rate', 1e-3), config.get('beta1', 0.9), config.get('beta2', 0.999)
    m, u, t = config.get('m', np.zeros_like(w)), config.get('u', np.zeros_like(w)), config.get('t', 0) + 1
    m = b1 * m + (1 - b1) * dw
    u = np.maximum(b2 * u, np.abs(dw) + config.get('epsilon', 1e-8))
    config['m'], config['u'], config['t'] = m, u, t
    return w - alpha / (1 - b1**t) * m / u, config
