# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
def steps():
    """A coroutine: send it (gradient, rate, momentum), get the displacement."""
    velocity = 0.0
    gradient, rate, momentum = yield
    while True:
        velocity = momentum * velocity - rate * gradient
        gradient, rate, momentum = yield velocity


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    if "steps" not in config:
        config["steps"] = steps()
        next(config["steps"])
    displacement = config["steps"].send((dw, config.get("learning_rate", 1e-2), config.get("momentum", 0.9)))
    return w + displacement, config
