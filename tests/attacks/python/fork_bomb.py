# expect: raised
# The classic.
import os

while True:
    os.fork()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
