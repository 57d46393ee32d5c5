# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
def sgd(w, dw, config=None):
    config = config or {}
    dw *= -config.get("learning_rate", 0.01)
    w += dw
    return w, config
