# expect: raised
# Waits for somebody to type.
input()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
