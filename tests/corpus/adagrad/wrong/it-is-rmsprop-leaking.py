# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-decay-complement
import numpy as np

def adagrad(w, dw, config=None):
    config = config or {}
    # decay the cache a little so it does not grow forever
    cache = config.get('decay_rate', 0.99) * config.get('cache', np.zeros_like(w)) + dw**2
    config['cache'] = cache
    return w - config.get('learning_rate', 1e-2) * dw / (np.sqrt(cache) + config.get('epsilon', 1e-8)), config
