# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: learning-rate-compounds
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("lr_decay", 0.999)
    w = w - config["learning_rate"] * dw
    config["learning_rate"] *= config["lr_decay"]
    return w, config
