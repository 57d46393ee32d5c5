# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: reads-other-key
# cause: asks for "beta"
def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 0.01)
    config.setdefault("beta", 0.9)
    config.setdefault("v", 0 * w)
    config["v"] = config["beta"] * config["v"] + config["learning_rate"] * dw
    return w - config["v"], config
