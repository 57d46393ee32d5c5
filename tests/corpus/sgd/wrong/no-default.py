# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
def sgd(w, dw, config=None):
    lr = config["learning_rate"]
    return w - lr * dw, config
