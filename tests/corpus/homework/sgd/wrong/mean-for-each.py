# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: gradient-normalized
# cause: the mean of all coordinates of the gradient is taken for each of them
import numpy as np
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    lr = config['learning_rate']
    return w - lr*np.mean(dw), config
