# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: stale-moment, no-second-bias-correction
import numpy as np

def adam(w, dw, config=None):
    config = dict(config or {})
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    m = config.get('m', np.zeros_like(w)); v = config.get('v', np.zeros_like(w))
    t = config.get('t', 0) + 1
    v = b2 * v + (1 - b2) * dw ** 2
    w = w - config.get('learning_rate', 1e-3) * m / (1 - b1 ** t) / (np.sqrt(v) + config.get('epsilon', 1e-8))
    m = b1 * m + (1 - b1) * dw
    config.update({'m': m, 'v': v, 't': t})
    return w, config
