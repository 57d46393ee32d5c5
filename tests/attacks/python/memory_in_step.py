# expect: memory
# Keeps more at every step.
import numpy as np

hoard = []


def sgd(w, dw, config=None):
    hoard.append(np.ones(10**7))
    return w - config['learning_rate'] * dw, config
