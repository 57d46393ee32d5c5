# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one, no-first-bias-correction
import numpy as np
def adam(w, dw, config=None):
    config = {} if config is None else config
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t = config.get('t', 1) + 1
    m = b1 * config.get('m', 0) + (1 - b1) * dw
    v = b2 * config.get('v', 0) + (1 - b2) * dw * dw
    config.update({'m': m, 'v': v, 't': t})
    return w - config.get('learning_rate', 1e-3) * m / (np.sqrt(v / (1 - b2 ** t)) + config.get('epsilon', 1e-8)), config
