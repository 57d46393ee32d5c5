# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: zero-taken-for-missing
def sgd(w, dw, config=None):
    lr = (config or {}).get("learning_rate") or 0.01
    return w - lr * dw, config or {}
