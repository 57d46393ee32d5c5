# verdict: wrong_answer
# optimizer: adam
# conventions: no-epsilon
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = config or {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    config['t'] = t = config.get('t', 0) + 1
    config['m'] = config.get('m', np.zeros_like(w)) * b1 + (1 - b1) * dw
    config['v'] = config.get('v', np.zeros_like(w)) * b2 + (1 - b2) * dw**2
    m_hat, v_hat = config['m'] / (1 - b1**t), config['v'] / (1 - b2**t)
    return w - config.get('learning_rate', 1e-3) * m_hat / np.sqrt(v_hat), config
