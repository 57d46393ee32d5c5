# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: learning-rate-compounds, zero-taken-for-missing
# cause: lr is already in the velocity, and you multiply by it once more in the step; use it in one place only. And config.get("momentum") or 0.9 turns momentum 0 into 0.9; use config.get("momentum", 0.9).
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 1e-2)
    mu = config.get("momentum") or 0.9

    if config.get("velocity") is None:
        config["velocity"] = np.zeros_like(w)

    config["velocity"] = mu * config["velocity"] - lr * dw
    w = w + lr * config["velocity"]
    return w, config
