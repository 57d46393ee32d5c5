# expect: time
# Burns processor time in several threads.
import threading


def spin():
    while True:
        pass


threads = [threading.Thread(target=spin) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
