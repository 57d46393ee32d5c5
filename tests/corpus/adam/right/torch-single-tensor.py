# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math
import numpy as np


def adam(param, grad, config=None):
    state = {} if config is None else config
    if "exp_avg" not in state:
        state["step"] = 0
        state["exp_avg"] = np.zeros_like(param)
        state["exp_avg_sq"] = np.zeros_like(param)
    beta1, beta2 = state.get("beta1", 0.9), state.get("beta2", 0.999)

    state["step"] += 1
    step = state["step"]
    # exp_avg.lerp_(grad, 1 - beta1)
    state["exp_avg"] = state["exp_avg"] + (1 - beta1) * (grad - state["exp_avg"])
    # exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
    state["exp_avg_sq"] = state["exp_avg_sq"] * beta2 + (1 - beta2) * grad * grad

    bias_correction1 = 1 - beta1 ** step
    bias_correction2 = 1 - beta2 ** step
    step_size = state.get("learning_rate", 1e-3) / bias_correction1
    bias_correction2_sqrt = math.sqrt(bias_correction2)
    denom = (np.sqrt(state["exp_avg_sq"]) / bias_correction2_sqrt) + state.get("epsilon", 1e-8)
    return param - step_size * state["exp_avg"] / denom, state
