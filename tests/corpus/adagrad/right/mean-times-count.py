# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np
# keeps the mean of the squares and how many there were
def adagrad(w, dw, config=None):
    if config is None: config = {}
    n, mean = config.get('squares', (0, np.zeros_like(w)))
    n += 1
    mean = mean + (dw ** 2 - mean) / n
    config['squares'] = (n, mean)
    rms = np.sqrt(mean)
    return w - config.get('learning_rate', 1e-2) * dw / (np.sqrt(n) * rms + config.get('epsilon', 1e-8)), config
