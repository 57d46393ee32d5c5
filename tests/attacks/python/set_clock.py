# expect: raised
# Changes the time of the host.
import time

time.clock_settime(time.CLOCK_REALTIME, 0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
