# expect: time | memory
# One arithmetic operation that takes for ever.
x = 9**9**9


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
