# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: correction-kept
# cause: m and v are bias-corrected in place (m /= ..., v /= ...) on the arrays that config keeps, so the next step averages over already corrected values.
import numpy as np

def adam(x, dx, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-3)
    b1 = config.setdefault('beta1', 0.9)
    b2 = config.setdefault('beta2', 0.999)
    eps = config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(x))
    config.setdefault('v', np.zeros_like(x))
    config.setdefault('t', 0)

    config['t'] += 1
    config['m'] = b1 * config['m'] + (1 - b1) * dx
    config['v'] = b2 * config['v'] + (1 - b2) * dx * dx

    mt = config['m']
    vt = config['v']
    mt /= 1 - b1 ** config['t']
    vt /= 1 - b2 ** config['t']

    next_x = x - lr * mt / (np.sqrt(vt) + eps)
    return next_x, config
