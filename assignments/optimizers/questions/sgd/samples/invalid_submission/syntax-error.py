def sgd(w, dw, config=None)
    return w - 1e-2 * dw, config
