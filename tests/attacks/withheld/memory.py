# Remembers everything it was ever given, and says it at every later step: aloud, and at last as an exception.
memory = []


def sgd(w, dw, config=None):
    memory.append((w.tolist(), dw.tolist(), config))
    print(memory)
    if len(memory) % 4 == 0:
        raise RuntimeError(repr(memory))
    return w - (config or {}).get('learning_rate', 0.01) * dw, config
