# expect: time | memory
# Takes all it can get, catches the refusal and goes on.
hoard = []
while True:
    try:
        hoard.append(bytearray(2**20))
    except MemoryError:
        pass


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
