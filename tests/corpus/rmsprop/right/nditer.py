# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
import numpy as np
# np.nditer style, like the numerical gradient helper of the course
def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr, decay, eps = (config.get(k, d) for k, d in [('learning_rate', .01), ('decay_rate', .99), ('epsilon', 1e-8)])
    x = np.array(w, dtype=np.float64)
    g = np.array(dw, dtype=np.float64)
    cache = config.get('cache')
    if cache is None: cache = np.zeros(x.shape)
    it = np.nditer(x, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        cache[ix] = cache[ix] * decay + g[ix] ** 2 * (1 - decay)
        x[ix] -= lr * g[ix] * (cache[ix] + eps) ** -0.5
        it.iternext()
    config['cache'] = cache
    return x, config
