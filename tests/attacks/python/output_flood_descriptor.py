# expect: output
# Writes to the descriptor, past the stream.
import os

while True:
    os.write(1, b'x' * 2**16)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
