# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    # slow but obviously right: remember every gradient
    if config is None:
        config = {}
    history = config.setdefault("history", [])
    history.append(np.array(dw, copy=True))
    total = np.sum(np.square(history), axis=0)
    denominator = total ** 0.5 + config.get("epsilon", 1e-8)
    return w - (config.get("learning_rate", 1e-2) / denominator) * dw, config
