# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-decay-complement
# cause: m leaves out 1-beta1
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr, eps = config.get('learning_rate', 1e-3), config.get('epsilon', 1e-8)
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t = config.get('t', 0) + 1
    m = b1 * config.get('m', np.zeros_like(w)) + dw
    v = b2 * config.get('v', np.zeros_like(w)) + (1 - b2) * dw ** 2
    config.update(t=t, m=m, v=v)
    return w - lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps), config
