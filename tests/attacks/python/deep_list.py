# expect: bad-return
# A list in a list in a list.
def sgd(w, dw, config=None):
    deep = []
    for _ in range(1000):
        deep = [deep]
    return deep, config
