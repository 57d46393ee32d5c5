# expect: died
# Puts standard output in the place of the connection.
import os

for descriptor in range(3, 32):
    os.dup2(1, descriptor)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
