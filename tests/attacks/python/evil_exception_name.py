# expect: raised
# An exception class whose name is no name.
class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(1)


class Clever(BaseException, metaclass=Meta):
    pass


def sgd(w, dw, config=None):
    raise Clever('x' * 10**7)
