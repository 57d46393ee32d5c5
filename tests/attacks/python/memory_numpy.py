# expect: memory
# 8 GB in one array.
import numpy as np

hoard = np.ones(10**9)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
