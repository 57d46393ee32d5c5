# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

def sgd(w, dw, config=None):
    if config == None: config = {}
    if 'learning_rate' not in config:
        config['learning_rate'] = 0.01
    lr = config['learning_rate']
    shape = np.shape(w)
    a = np.ravel(w)
    b = np.ravel(dw)
    out = []
    for i in range(len(a)):
        out.append(a[i] - lr*b[i])
    return np.array(out).reshape(shape), config
