# expect: time
# Goes on whatever is raised in it.
while True:
    try:
        while True:
            pass
    except BaseException:
        pass


def sgd(w, dw, config=None):
    return w - config['learning_rate'] * dw, config
