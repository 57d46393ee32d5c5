# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: zero-taken-for-missing
# cause: `or` takes a rate of 0 for a missing one
def sgd(w, dw, config=None):
    config = config or {}
    rate = config.get("learning_rate") or 0.01
    return w - rate * dw, config
