# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: sum-averaged
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-2)
    eps = config.setdefault('epsilon', 1e-8)
    cache = config.get('cache', np.zeros_like(w))
    t = config['t'] = config.get('t', 0) + 1
    cache = cache + dw**2
    config['cache'] = cache
    return w - lr*dw/(np.sqrt(cache/t)+eps), config
