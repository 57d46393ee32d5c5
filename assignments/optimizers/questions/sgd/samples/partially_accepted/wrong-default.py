# diagnosis: wrong-default
def sgd(w, dw, config=None):
    config = config or {}
    return w - config.get("learning_rate", 1e-3) * dw, config
