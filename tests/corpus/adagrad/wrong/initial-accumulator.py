# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-starts-elsewhere
import numpy as np

def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    # TensorFlow starts from 0.1
    acc = config.get("accumulator", np.full_like(w, 0.1)) + np.square(dw)
    config["accumulator"] = acc
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(acc) + config.get("epsilon", 1e-8)), config
