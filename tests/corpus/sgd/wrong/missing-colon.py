# verdict: invalid_submission
# optimizer: none
# conventions: none
# faults: none
def sgd(w, dw, config=None)
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    return w - lr * dw, config
