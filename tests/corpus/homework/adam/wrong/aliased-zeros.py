# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: moments-mixed
# cause: m and v are the same array (m = v = zeros) and updated in place
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    if 'm' not in config:
        config['m'] = config['v'] = np.zeros_like(w)
        config['t'] = 0
    config['t'] += 1
    m, v, t = config['m'], config['v'], config['t']
    m *= b1
    m += (1 - b1) * dw
    v *= b2
    v += (1 - b2) * dw ** 2
    return w - config.get('learning_rate', 1e-3) * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + config.get('epsilon', 1e-8)), config
