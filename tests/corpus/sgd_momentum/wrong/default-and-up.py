# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: wrong-default, ascent
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.95, "v": 0.0, **(config or {})}
    config["v"] = config["momentum"] * config["v"] - dw
    return w - config["learning_rate"] * config["v"], config
