# expect: time
# Never finishes loading.
while True:
    pass


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
