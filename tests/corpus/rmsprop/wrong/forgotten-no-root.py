# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-not-kept, missing-root
import numpy as np

def rmsprop(w, dw, config=None):
    config = config if config is not None else {}
    d = config.get('decay_rate', 0.99)
    cache = np.zeros_like(w)
    cache = d * cache + (1 - d) * dw**2
    return w - config.get('learning_rate', 1e-2) * dw / (cache + config.get('epsilon', 1e-8)), config
