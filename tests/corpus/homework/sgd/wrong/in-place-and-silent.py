# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: returns nothing
def sgd(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    w -= config["learning_rate"] * dw
