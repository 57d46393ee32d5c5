# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
# Polyak's form: w_{t+1} = w_t - a dw + b (w_t - w_{t-1}). Only the last displacement is kept.
def sgd_momentum(w, dw, config=None):
    config = {} if config is None else {**config}
    a, b = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    last_step = config.pop("last_step", None)
    step = -a * dw
    if last_step is not None:
        step = step + b * last_step
    config["last_step"] = step
    return w + step, config
