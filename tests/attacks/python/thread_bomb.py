# expect: raised
# Starts threads until it is refused one.
import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
