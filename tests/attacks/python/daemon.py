# expect: raised
# Leaves its session behind.
import os

os.setsid()
if os.fork() == 0:
    while True:
        pass


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
