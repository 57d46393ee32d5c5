# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: missing-root, ascent
import numpy as np
def adagrad(w, dw, config=None):
    config = dict(config or {})
    config['cache'] = config.get('cache', 0) + dw**2
    eta = config.get('learning_rate', 1e-2) / (config['cache'] + config.get('epsilon', 1e-8))
    return w + eta * dw, config
