# expect: bad-return
# An object that equals everything.
class Clever:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __getattr__(self, name):
        return self

    def __call__(self, *_, **__):
        return True


def sgd(w, dw, config=None):
    return Clever(), config
