# expect: completed-honest | completed-wrong | died | raised
# Watches and disturbs every call of the runner.
import sys


def trace(frame, event, argument):
    if frame.f_code.co_name == 'row':
        raise SystemExit(0)
    return trace


sys.settrace(trace)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
