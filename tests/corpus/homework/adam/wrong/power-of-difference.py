# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: power-of-complement
# cause: (1-beta)**t where 1-beta**t belongs
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    beta1 = config.get('beta1', 0.9)
    beta2 = config.get('beta2', 0.999)
    config['t'] = config.get('t', 0) + 1
    config['m'] = beta1 * config.get('m', np.zeros_like(w)) + (1 - beta1) * dw
    config['v'] = beta2 * config.get('v', np.zeros_like(w)) + (1 - beta2) * (dw ** 2)
    m_hat = config['m'] / (1 - beta1)**config['t']
    v_hat = config['v'] / (1 - beta2)**config['t']
    return w - config.get('learning_rate', 1e-3) * m_hat / (np.sqrt(v_hat) + config.get('epsilon', 1e-8)), config
