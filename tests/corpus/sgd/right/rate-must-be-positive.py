# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 0.01)
    if lr <= 0:
        raise ValueError("learning rate must be positive")
    return w - lr * dw, config
