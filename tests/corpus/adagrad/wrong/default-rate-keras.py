# verdict: partially_accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: wrong-default
import numpy as np

def adagrad(w, dw, config=None):
    config = config or {}
    lr = config.get('learning_rate', 0.001)    # keras
    eps = config.get('epsilon', 1e-8)
    acc = config.get('cache', 0.) + dw * dw
    config['cache'] = acc
    return w - lr * dw / (np.sqrt(acc) + eps), config
