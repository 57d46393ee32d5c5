# verdict: wrong_answer
# optimizer: adam
# conventions: none
# faults: epsilon-added-to-step
# cause: missing parentheses: epsilon is added to the quotient
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    learning_rate = config.get('learning_rate', 1e-3)
    beta1 = config.get('beta1', 0.9)
    beta2 = config.get('beta2', 0.999)
    epsilon = config.get('epsilon', 1e-8)
    t = config.get('t', 0) + 1
    m = beta1 * config.get('m', 0.0) + (1 - beta1) * dw
    v = beta2 * config.get('v', 0.0) + (1 - beta2) * dw ** 2
    config.update({'m': m, 'v': v, 't': t})
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    w = w - learning_rate * m_hat / np.sqrt(v_hat) + epsilon
    return w, config
