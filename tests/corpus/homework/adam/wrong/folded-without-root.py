# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: correction-folded-amiss
# cause: folded form without the root over 1-beta2^t
import numpy as np

def adam(theta, g, config=None):
    config = dict(config) if config else {}
    a = config.get('learning_rate', 0.001); b1 = config.get('beta1', 0.9); b2 = config.get('beta2', 0.999); e = config.get('epsilon', 1e-8)
    n = config.get('n', 0) + 1
    m = b1 * config.get('m', np.zeros_like(theta)) + (1 - b1) * g
    v = b2 * config.get('v', np.zeros_like(theta)) + (1 - b2) * g * g
    lr_t = a * (1 - b2 ** n) / (1 - b1 ** n)
    config.update(n=n, m=m, v=v)
    return theta - lr_t * m / (np.sqrt(v) + e), config
