# expect: raised
# An exception whose text cannot be read.
class Clever(Exception):
    def __str__(self):
        raise SystemExit(1)

    __repr__ = __str__


def sgd(w, dw, config=None):
    raise Clever()
