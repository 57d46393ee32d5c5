# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: other-decay
# cause: the new term of v has the weight 1-beta1 (copy and paste)
import numpy as np

def adam(w, dw, config=None):
    cfg = {'learning_rate': 1e-3, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 'm': np.zeros_like(w), 'v': np.zeros_like(w), 't': 0}
    cfg.update(config or {})
    cfg['t'] += 1
    cfg['m'] = cfg['beta1'] * cfg['m'] + (1 - cfg['beta1']) * dw
    cfg['v'] = cfg['beta2'] * cfg['v'] + (1 - cfg['beta1']) * dw ** 2
    mt = cfg['m'] / (1 - cfg['beta1'] ** cfg['t'])
    vt = cfg['v'] / (1 - cfg['beta2'] ** cfg['t'])
    w = w - cfg['learning_rate'] * mt / (vt ** 0.5 + cfg['epsilon'])
    return w, cfg
