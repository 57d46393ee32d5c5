# diagnosis: none
def sgd(w, dw, config=None):
    if config is None:
        config = {}
    w -= config.get("learning_rate", 1e-2) * dw
    return w, config
