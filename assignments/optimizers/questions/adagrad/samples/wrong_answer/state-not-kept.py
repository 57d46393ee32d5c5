# diagnosis: state-not-kept
import numpy as np


def adagrad(w, dw, config=None):
    settings = {"learning_rate": 1e-2, "epsilon": 1e-8, **(config or {})}
    cache = settings.get("cache", np.zeros_like(w)) + dw**2
    return w - settings["learning_rate"] * dw / (np.sqrt(cache) + settings["epsilon"]), settings
