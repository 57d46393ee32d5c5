# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: missing-decay-complement
import numpy as np
def rmsprop(x, dx, config=None):
    cfg = config if config else {}
    s = cfg.get('s', 0.)
    s *= cfg.get('decay_rate', .99)
    s = s + np.square(dx)
    cfg['s'] = s
    return x - cfg.get('learning_rate', .01) * dx / np.sqrt(s + cfg.get('epsilon', 1e-8)), cfg
