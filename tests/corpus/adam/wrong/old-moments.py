# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: stale-moment
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    m = config.get('m', np.zeros_like(w))
    v = config.get('v', np.zeros_like(w))
    t = config.get('t', 0) + 1
    b1, b2 = config['beta1'], config['beta2']
    config['m'] = b1 * m + (1 - b1) * dw
    config['v'] = b2 * v + (1 - b2) * dw**2
    config['t'] = t
    # uses the local m and v
    mt = m / (1 - b1**t)
    vt = v / (1 - b2**t)
    return w - config['learning_rate'] * mt / (np.sqrt(vt) + config['epsilon']), config
