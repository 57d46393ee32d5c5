# expect: bad-return | memory | raised
# A list that contains itself.
def sgd(w, dw, config=None):
    loop = []
    loop.append(loop)
    return loop, config
