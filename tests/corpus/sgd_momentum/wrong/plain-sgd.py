# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: none
# equivalent: momentum + state-not-kept
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    # Momentum comes later.
    w -= config["learning_rate"] * dw
    return w, config
