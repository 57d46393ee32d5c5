# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-shared, ascent
import numpy as np

caches = {}

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    name = config.get("name", "w%s" % (np.shape(w),))
    d = config.get("decay_rate", 0.99)
    caches[name] = d * caches.get(name, np.zeros_like(w)) + (1 - d) * dw**2
    w = w + config.get("learning_rate", 1e-2) * dw / (np.sqrt(caches[name]) + config.get("epsilon", 1e-8))
    return w, config
