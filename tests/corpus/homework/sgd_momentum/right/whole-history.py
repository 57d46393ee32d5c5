# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np


def sgd_momentum(w, dw, config=None):
    """Keeps nothing but the sum; the momentum is read when it is needed."""
    cfg = {**{"learning_rate": 0.01, "momentum": 0.9}, **(config if config else {})}
    previous = cfg.pop("sum", None)
    current = dw + 0.0 if previous is None else dw + cfg["momentum"] * previous
    cfg["sum"] = current
    return w - cfg["learning_rate"] * current, cfg
