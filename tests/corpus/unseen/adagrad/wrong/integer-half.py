# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: missing-root
# cause: 1 // 2 is integer division and gives 0, so G**0 = 1: there is no square root and no scaling, just plain SGD.
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-2)
    eps = config.setdefault('epsilon', 1e-8)
    G = config.get('cache', np.zeros_like(w))

    G = G + dw * dw
    wurzel = G ** (1 // 2)      # Wurzel
    config['cache'] = G
    return w - lr / (wurzel + eps) * dw, config
