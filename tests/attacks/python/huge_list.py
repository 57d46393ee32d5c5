# expect: bad-return
# Ten million numbers for two.
def sgd(w, dw, config=None):
    return [0.0] * 10**6, config
