# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import math
import numpy as np

def adagrad(w, dw, config=None):
    if not config:
        config = {}
    lr = config.get('learning_rate', 1e-2)
    eps = config.get('epsilon', 1e-8)
    flat_w = np.asarray(w, dtype=np.float64).ravel().copy()
    flat_g = np.asarray(dw).ravel()
    if 'cache' not in config: config['cache'] = [0] * flat_w.size
    acc = config['cache']
    for i in range(flat_w.size):
        acc[i] += flat_g[i] ** 2
        flat_w[i] -= lr * flat_g[i] / (math.sqrt(acc[i]) + eps)
    return flat_w.reshape(np.shape(w)), config
