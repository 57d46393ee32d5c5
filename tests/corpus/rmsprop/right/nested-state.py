# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np
def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    st = config.setdefault('state', {'E[g^2]': np.zeros(np.shape(w)), 'calls': 0})
    st['calls'] += 1
    gamma = config.get('decay_rate', 0.99)
    st['E[g^2]'] = gamma*st['E[g^2]'] + (1-gamma)*np.abs(dw)**2     # abs changes nothing here
    RMS = lambda z: np.sqrt(z) + config.get('epsilon', 1e-8)
    next_w = w + (-config.get('learning_rate', 1e-2)) * dw / RMS(st['E[g^2]'])
    return next_w, config
