# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: reads-other-key
# cause: The hyperparameters are read under the author's own names ('lr', 'b1', 'b2', 'eps'), so learning_rate, beta1, beta2 and epsilon given in config are ignored; it agrees with Adam only at the defaults.
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get('lr', 1e-3)
    b1 = config.get('b1', 0.9)
    b2 = config.get('b2', 0.999)
    eps = config.get('eps', 1e-8)
    m = config.get('m', np.zeros_like(w))
    v = config.get('v', np.zeros_like(w))
    t = config.get('t', 0) + 1

    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw ** 2
    w = w - lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)

    config['m'], config['v'], config['t'] = m, v, t
    return w, config
