# expect: died
# A system call by the x32 entry, which a filter on numbers alone would miss.
import ctypes

ctypes.CDLL(None).syscall(0x40000000 + 57)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
