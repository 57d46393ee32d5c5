# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def addcmul(x, a, b, value=1.0):
    return x + value * a * b


def addcdiv(x, a, b, value=1.0):
    return x + value * (a / b)


def adagrad(param, grad, config=None):
    """torch.optim.adagrad, lr_decay and weight_decay left out"""
    state = config if config is not None else {}
    state.setdefault("step", 0)
    state.setdefault("sum", np.zeros_like(param))
    state["step"] += 1
    clr = state.get("learning_rate", 1e-2)
    state["sum"] = addcmul(state["sum"], grad, grad, value=1)
    std = np.sqrt(state["sum"]) + state.get("epsilon", 1e-8)
    return addcdiv(param, grad, std, value=-clr), state
