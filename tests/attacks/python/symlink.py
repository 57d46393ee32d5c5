# expect: raised
# A link out of /tmp.
import os

os.symlink('/etc/passwd', '/tmp/link')


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
