# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-second-bias-correction, hyperparameter-fixed
# cause: second moment not corrected, epsilon fixed at 1e-7
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('learning_rate', 1e-3)
    b1 = config.get('beta1', 0.9)
    b2 = config.get('beta2', 0.999)
    t = config.get('t', 0) + 1
    m = b1 * config.get('m', np.zeros(w.shape)) + (1 - b1) * dw
    v = b2 * config.get('v', np.zeros(w.shape)) + (1 - b2) * dw ** 2
    mt = m / (1 - b1 ** t)
    config['m'] = m; config['v'] = v; config['t'] = t
    return w - lr * mt / (np.sqrt(v) + 1e-7), config
