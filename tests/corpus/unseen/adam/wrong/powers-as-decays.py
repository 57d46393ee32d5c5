# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: power-in-average
# cause: the averages decay with beta**t where plain beta belongs, and there is no bias correction.
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault('learning_rate', 1e-3)
    b1 = config.setdefault('beta1', 0.9)
    b2 = config.setdefault('beta2', 0.999)
    eps = config.setdefault('epsilon', 1e-8)
    m = config.setdefault('m', np.zeros_like(w))
    v = config.setdefault('v', np.zeros_like(w))
    config['t'] = t = config.get('t', 0) + 1

    # beta^t from the paper
    b1t, b2t = b1 ** t, b2 ** t
    m = b1t * m + (1 - b1t) * dw
    v = b2t * v + (1 - b2t) * dw * dw
    config['m'] = m; config['v'] = v
    return w - lr * m / (np.sqrt(v) + eps), config
