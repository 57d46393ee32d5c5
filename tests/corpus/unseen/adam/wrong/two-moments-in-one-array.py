# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: moments-mixed
# cause: config['m'] = config['v'] = zeros makes two names of one array, and the in-place updates mix both moments in it; the np.abs only hides the resulting NaN. Allocate two arrays.
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    if 'm' not in config:
        config['m'] = config['v'] = np.zeros(w.shape)
        config['t'] = 0

    lr = config.get('learning_rate', 1e-3)
    b1 = config.get('beta1', 0.9)
    b2 = config.get('beta2', 0.999)
    eps = config.get('epsilon', 1e-8)

    m, v = config['m'], config['v']
    config['t'] += 1

    m *= b1
    m += (1 - b1) * dw
    v *= b2
    v += (1 - b2) * dw * dw

    mh = m / (1 - b1 ** config['t'])
    vh = np.abs(v) / (1 - b2 ** config['t'])   # abs, otherwise RuntimeWarning: invalid value in sqrt
    return w - lr * mh / (np.sqrt(vh) + eps), config
