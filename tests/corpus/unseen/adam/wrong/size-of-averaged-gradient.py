# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# cause: The second moment averages the gradient itself and not its square (abs is taken later to keep the root from failing).
# Hausaufgabe 8, Aufgabe 5
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    lernrate = config.setdefault('learning_rate', 0.001)
    beta1 = config.setdefault('beta1', 0.9)
    beta2 = config.setdefault('beta2', 0.999)
    eps = config.setdefault('epsilon', 1e-8)

    erstes = config.get('m', np.zeros_like(w))
    zweites = config.get('v', np.zeros_like(w))
    schritt = config.get('t', 0) + 1

    # gleitende Mittelwerte
    erstes = beta1 * erstes + (1 - beta1) * dw
    zweites = beta2 * zweites + (1 - beta2) * dw

    # Korrektur
    erstes_k = erstes / (1 - beta1 ** schritt)
    zweites_k = zweites / (1 - beta2 ** schritt)

    neu = w - lernrate * erstes_k / (np.sqrt(np.abs(zweites_k)) + eps)

    config['m'] = erstes
    config['v'] = zweites
    config['t'] = schritt
    return neu, config
