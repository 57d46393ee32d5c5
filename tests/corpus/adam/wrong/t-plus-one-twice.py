# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one
import numpy as np
def adam(w, dw, config=None):
    config = {} if config is None else config
    m, v, t = config.get('state', (np.zeros_like(w), np.zeros_like(w), 0))
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t += 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw**2
    config['state'] = (m, v, t)
    # t counts from zero, hence t + 1
    m = m / (1 - np.power(b1, t + 1))
    v = v / (1 - np.power(b2, t + 1))
    return w - config.get('learning_rate', 1e-3) * m / (np.sqrt(v) + config.get('epsilon', 1e-8)), config
