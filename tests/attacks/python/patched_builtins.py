# expect: completed-honest | died
# Replaces the built-in functions.
import builtins

builtins.isinstance = lambda *_: True
builtins.issubclass = lambda *_: True
builtins.len = lambda *_: 0
builtins.type = lambda *_: float


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
