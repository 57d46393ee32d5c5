# expect: memory
# 8 GB in one list.
hoard = [0] * 10**9


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
