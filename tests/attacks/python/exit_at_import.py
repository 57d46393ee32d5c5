# expect: died
# Leaves before there is a result.
import sys

sys.exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
