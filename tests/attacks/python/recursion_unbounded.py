# expect: died | memory | raised
# Calls itself for ever, having lifted the limit.
import sys

sys.setrecursionlimit(2**30)


class Deep:
    def __repr__(self):
        return repr(self)


repr(Deep())


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
