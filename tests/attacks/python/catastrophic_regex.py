# expect: time
# Spends its time inside C, where no Python signal handler runs.
import re

re.match(r'(a+)+$', 'a' * 60 + 'b')


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
