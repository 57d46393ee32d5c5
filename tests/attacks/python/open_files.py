# expect: raised
# Opens files until it is refused one.
kept = []
while True:
    kept.append(open('/dev/null'))


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
