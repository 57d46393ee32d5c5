# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-second-bias-correction
import torch

def adam(w, dw, config=None):
    config = {} if config is None else config
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    config["t"] = config.get("t", 0) + 1
    config["m"] = torch.lerp(dw, config.get("m", torch.zeros_like(w)), b1)
    config["v"] = torch.lerp(dw * dw, config.get("v", torch.zeros_like(w)), b2)
    step = config.get("learning_rate", 1e-3) / (1 - b1 ** config["t"])
    return w - step * config["m"] / (torch.sqrt(config["v"]) + config.get("epsilon", 1e-8)), config
