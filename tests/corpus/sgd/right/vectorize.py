# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    config = config if type(config) is dict else {}
    rate = config['learning_rate'] if 'learning_rate' in config else 1e-2
    @np.vectorize
    def down(x, g): return x + rate * -g
    if 'said' not in config: print('first sgd step, lr =', rate)   # debugging
    config['said'] = True
    return down(w, dw), config
