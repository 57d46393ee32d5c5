# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: hyperparameter-fixed
def sgd(w, dw, config=None):
    lr = 1e-2
    return w - lr * dw, config or {}
