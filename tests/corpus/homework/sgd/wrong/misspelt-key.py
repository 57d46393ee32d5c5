# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: KeyError, reads config["learning rate"]
def sgd(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    w = w - config["learning rate"] * dw
    return w, config
