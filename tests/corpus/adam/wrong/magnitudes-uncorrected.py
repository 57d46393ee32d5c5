# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-not-squared, no-second-bias-correction
import numpy as np
def adam(w, dw, config=None):
    config = dict(config or {})
    b1, b2 = config.get('beta1', .9), config.get('beta2', .999)
    n = config['n'] = config.get('n', 0) + 1
    m = config['m'] = config.get('m', 0) * b1 + (1 - b1) * dw
    v = config['v'] = config.get('v', 0) * b2 + (1 - b2) * np.abs(dw)
    return w - config.get('learning_rate', .001) / (1 - b1 ** n) * m / (np.sqrt(v) + config.get('epsilon', 1e-8)), config
