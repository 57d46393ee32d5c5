# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    cfg = {'learning_rate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8,
           'm': np.zeros_like(w), 'v': np.zeros_like(w), 't': 0}
    if config is not None:
        cfg = {**cfg, **config}

    t = cfg['t'] + 1
    m = cfg['beta1'] * cfg['m'] + (1 - cfg['beta1']) * dw
    v = cfg['beta2'] * cfg['v'] + (1 - cfg['beta2']) * dw * dw
    mt, vt = m / (1 - cfg['beta1'] ** t), v / (1 - cfg['beta2'] ** t)
    next_w = w - cfg['learning_rate'] * mt / (np.sqrt(vt) + cfg['epsilon'])
    return next_w, {**cfg, 'm': m, 'v': v, 't': t}
