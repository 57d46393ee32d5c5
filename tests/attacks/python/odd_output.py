# expect: completed-honest
# Prints what neither a database nor a page can hold.
import os

print('\ud800 \x00 \x1b[2J \u202e')
os.write(1, b'\xff\xfe\x00')


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
