# expect: bad-return
# A tuple that claims another length.
class Clever(tuple):
    def __len__(self):
        return 2

    def __iter__(self):
        return iter((0, {}))


def sgd(w, dw, config=None):
    return Clever((w, config, 1))
