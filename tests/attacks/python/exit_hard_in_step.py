# expect: died
# Leaves in a step, by system call.
import os


def sgd(w, dw, config=None):
    os._exit(0)
