# expect: died
# Reads address 0.
import ctypes

ctypes.string_at(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
