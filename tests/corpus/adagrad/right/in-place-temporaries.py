# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = dict()
    for key, value in (('learning_rate', 1e-2), ('epsilon', 1e-8)):
        if config.get(key) is None: config[key] = value
    w = np.asarray(w); dw = np.asarray(dw)
    cache = config.get('cache')
    if cache is None: cache = np.zeros(w.shape)
    tmp = np.empty(w.shape)
    np.multiply(dw, dw, out=tmp)
    np.add(cache, tmp, out=cache)
    np.sqrt(cache, out=tmp); tmp += config['epsilon']
    np.divide(dw, tmp, out=tmp); tmp *= config['learning_rate']
    config['cache'] = cache
    return w - tmp, config
