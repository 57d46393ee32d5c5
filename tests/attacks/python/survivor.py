# expect: completed-honest
# A thread, an exit handler and a destructor that want to outlive the run.
import atexit
import threading
import time


class Last:
    def __del__(self):
        time.sleep(1000)


def stay():
    while True:
        time.sleep(1)


last = Last()
atexit.register(time.sleep, 1000)
threading.Thread(target=stay).start()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
