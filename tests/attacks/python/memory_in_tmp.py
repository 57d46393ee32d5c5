# expect: raised
# Fills /tmp, which is memory, with many files.
for number in range(10**6):
    with open('/tmp/%d' % number, 'wb') as file:
        file.write(b'x' * 2**20)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
