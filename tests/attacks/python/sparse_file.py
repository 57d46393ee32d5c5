# expect: raised
# A terabyte that takes no room.
with open('/tmp/sparse', 'wb') as file:
    file.truncate(2**40)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
