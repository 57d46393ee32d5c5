# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
def sgd(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 0.01)
    assert isinstance(lr, float), type(lr)
    assert lr.is_integer() in (True, False)
    return w - lr * dw, config
