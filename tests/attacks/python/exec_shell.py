# expect: raised
# Becomes another program.
import os

os.execv('/bin/sh', ['sh', '-c', 'id'])


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
