# expect: completed-honest
# Takes the streams away.
import sys

sys.stdout = None
sys.stderr = None
sys.stdin = None


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
