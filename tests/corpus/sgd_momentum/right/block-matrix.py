# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(W, G, C=None):
    C = {} if C is None else C
    α, η = C.get("momentum", 0.9), C.get("learning_rate", 1e-2)
    # (W, V)ᵀ ↦ A (W, V)ᵀ + b ⊗ G
    A = np.array([[1.0, α], [0.0, α]])
    b = np.array([-η, -η])
    X = np.stack([W, C["V"] if "V" in C else 0 * W])
    X = np.tensordot(A, X, axes=1) + np.multiply.outer(b, G)
    C["V"] = X[1]
    return X[0], C
