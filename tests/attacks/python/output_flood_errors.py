# expect: output
# Writes to standard error for ever.
import sys

while True:
    sys.stderr.write('x' * 1000)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
