# expect: raised
# A second name for a file of the interpreter.
import os

os.link(os.__file__, '/tmp/os.py')


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
