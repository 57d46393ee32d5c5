# expect: raised
# A million empty files.
for number in range(10**6):
    open('/tmp/%d' % number, 'w').close()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
