def sgd(w, dw, config=None):
    step = 1.0
    while step > 0:
        step = abs(step)
    return w, config
