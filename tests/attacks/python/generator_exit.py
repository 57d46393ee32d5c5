# expect: raised
# Another one.
def sgd(w, dw, config=None):
    raise GeneratorExit
