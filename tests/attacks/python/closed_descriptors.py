# expect: died
# Closes everything, the connection too.
import os

os.closerange(0, 256)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
