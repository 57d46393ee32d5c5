# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np
np.set_printoptions(precision=3)
np.random.seed(0)

def adam(w, dw, config=None):
    """m in the real part, v in the imaginary part."""
    config = config or {}
    b1, b2 = config.get("beta1", .9), config.get("beta2", .999)
    z = config.get("z", np.zeros(w.shape, dtype=complex))
    z = (b1 * z.real + (1 - b1) * dw) + 1j * (b2 * z.imag + (1 - b2) * dw ** 2)
    n = config.get("n", 0) + 1
    config["z"], config["n"] = z, n
    upd = (z.real / (1 - b1 ** n)) / (np.sqrt(z.imag / (1 - b2 ** n)) + config.get("epsilon", 1e-8))
    return w - config.get("learning_rate", .001) * upd, config
