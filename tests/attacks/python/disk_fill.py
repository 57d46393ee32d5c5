# expect: raised
# One file that grows.
with open('/tmp/full', 'wb') as file:
    while True:
        file.write(b'x' * 2**20)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
