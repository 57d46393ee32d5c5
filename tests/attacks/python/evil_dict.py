# expect: completed-honest | raised
# A config with methods of its own.
class Clever(dict):
    def __getitem__(self, key):
        return 0.1

    def update(self, *_):
        raise SystemError('no')

    def __eq__(self, other):
        return True


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, Clever(config)
