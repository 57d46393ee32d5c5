# verdict: wrong_answer
# optimizer: momentum-ema
# conventions: ema-momentum, learning-rate-outside-velocity
# faults: none
# cause: averages: (1-mu)*g instead of g (Coursera's form)
import numpy as np

def sgd_momentum(W, dW, config=None):
    if config is None: config = {}
    beta = config.get("momentum", 0.9)
    alpha = config.get("learning_rate", 0.01)
    v = config.get("v", {"dW": np.zeros(np.shape(W))})
    v["dW"] = beta * v["dW"] + (1 - beta) * dW
    config["v"] = v
    W = W - alpha * v["dW"]
    return W, config
