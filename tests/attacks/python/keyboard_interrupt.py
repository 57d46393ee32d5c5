# expect: raised
# An exception that few handlers catch.
def sgd(w, dw, config=None):
    raise KeyboardInterrupt
