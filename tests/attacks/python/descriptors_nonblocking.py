# expect: died
# Makes every description that it holds non-blocking, for whoever shares it, then fills it and leaves.
import fcntl
import os

for descriptor in range(64):
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETFL, os.O_NONBLOCK | os.O_APPEND | os.O_ASYNC)
        print('BREACH: the flags of descriptor %d can be changed' % descriptor)
    except OSError:
        pass
for descriptor in range(3, 64):
    try:
        while True:
            os.set_blocking(descriptor, False)
            os.write(descriptor, bytes(2**16))
    except OSError:
        pass
for descriptor in range(3, 64):
    try:
        for _ in range(1000):
            os.write(descriptor, bytes(2**16))
    except OSError:
        pass
os._exit(0)


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
