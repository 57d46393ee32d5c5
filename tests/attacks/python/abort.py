# expect: died
# Ends itself the hard way.
import os

os.abort()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
