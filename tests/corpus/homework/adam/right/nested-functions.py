# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

DEFAULTS = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


def adam(w, dw, config=None):
    config = {} if config is None else config

    def hyper(name):
        return config[name] if name in config else DEFAULTS[name]

    def moving(name, beta, value):
        config[name] = beta * config.get(name, 0.0) + (1.0 - beta) * value
        return config[name] / (1.0 - beta ** config["step"])

    config["step"] = config.get("step", 0) + 1
    mean = moving("mean", hyper("beta1"), dw)
    square = moving("square", hyper("beta2"), dw * dw)
    return w - hyper("learning_rate") * mean / (square**0.5 + hyper("epsilon")), config
