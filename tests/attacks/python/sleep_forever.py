# expect: time
# Waits without using the processor.
import time

time.sleep(10**6)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
