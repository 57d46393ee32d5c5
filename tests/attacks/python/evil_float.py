# expect: bad-return
# An object that becomes any number.
class Clever:
    def __float__(self):
        return 0.0

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return 0.0


def sgd(w, dw, config=None):
    return Clever(), config
