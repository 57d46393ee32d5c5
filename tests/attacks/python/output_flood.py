# expect: output
# Prints for ever.
while True:
    print('x' * 1000)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
