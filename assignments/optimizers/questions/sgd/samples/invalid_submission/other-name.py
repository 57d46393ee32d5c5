def gradient_descent(w, dw, config=None):
    return w - 1e-2 * dw, config
