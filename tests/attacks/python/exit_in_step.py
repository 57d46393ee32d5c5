# expect: died
# Leaves in a step, by exception.
def sgd(w, dw, config=None):
    raise SystemExit('accepted')
