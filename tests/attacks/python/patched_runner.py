# expect: died | completed-honest | completed-wrong
# Replaces the functions of the runner that loaded it.
import sys

for name in ('runner', 'wire', 'returns', 'forms', 'failures'):
    module = sys.modules[name]
    for key, value in list(vars(module).items()):
        if callable(value) and not key.startswith('__'):
            setattr(module, key, lambda *_, **__: {'status': 'completed', 'dtypes': []})


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
