# expect: time
# Ignores or handles every signal that it can, then loops.
import signal

for number in range(1, 65):
    try:
        signal.signal(number, lambda *_: None)
    except (OSError, ValueError):
        pass
while True:
    pass


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
