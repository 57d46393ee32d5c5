"""Writes optimizers.json: trajectories of torch.optim, to which grader/optimizers must agree.

    apt-get install python3-torch
    /usr/bin/python3 tests/golden/optimizers.py

Every case takes 500 float64 steps from the same start on the same recorded gradients, which do not depend on the
parameters. Kept are the parameters after the first 20 steps and after every tenth. Floats are written so that
reading them gives the very same number.

A case names one of our optimizers, the conventions it is moved to, and its hyperparameters by our names.
"""

import json
import platform
import random
from pathlib import Path

import torch
from torch import optim

# NAdam keeps its product of momentum factors in the default type: in float32 it would be off by 1e-9.
torch.set_default_dtype(torch.float64)

STEPS = 500
FIRST = 20
EVERY = 10
SEED = 7150
START = [1.0, -2.0, 0.5, -0.25, 3.0]


def recorded_gradients():
    """A steady, a noisy, a sparse, a large and a tiny coordinate; now and then all of them are zero.

    The first row has no zero: RMSProp with epsilon 0 would divide by it.
    """
    rng = random.Random(SEED)
    rows = [[0.5, -1.0, 2.0, 300.0, 1e-4]]
    for step in range(1, STEPS):
        row = [
            1.0 + 0.1 * rng.gauss(0, 1),
            rng.gauss(0, 1),
            rng.gauss(0, 1) if step % 7 == 0 else 0.0,
            1e3 * rng.gauss(0.2, 1),
            1e-4 * rng.gauss(-0.5, 1),
        ]
        rows.append([0.0] * len(row) if step % 50 == 49 else row)
    return rows


GRADIENTS = recorded_gradients()


def trajectory(make, before=()):
    """Parameters after the kept steps. Rows of `before` are stepped over first and not counted."""
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make([theta])
    kept = []
    for step, row in enumerate([*before, *GRADIENTS], start=1 - len(before)):
        theta.grad = torch.tensor(row, dtype=torch.float64)
        optimizer.step()
        if 1 <= step <= FIRST or (step > 0 and step % EVERY == 0):
            kept.append([step, theta.detach().tolist()])
    return kept


CASES = []


def case(name, hyperparameters, make, conventions=(), before=(), velocity=False):
    CASES.append(
        {
            "optimizer": name,
            "conventions": list(conventions),
            "withVelocity": velocity,
            "hyperparameters": hyperparameters,
            "kept": trajectory(make, before),
        }
    )


for lr, decay in [(1e-2, 0.0), (0.3, 0.02)]:
    h = {"learning_rate": lr, "weight_decay": decay}
    case("sgd", h, lambda p: optim.SGD(p, lr=lr, weight_decay=decay))

for lr, alpha, decay in [(1e-2, 0.9, 0.0), (0.05, 0.5, 0.02)]:
    h = {"learning_rate": lr, "momentum": alpha, "weight_decay": decay}
    # PyTorch keeps the learning rate outside the velocity; at a constant rate inside is the same.
    for conventions in [[], ["learning-rate-outside-velocity"]]:
        case("momentum", h, lambda p: optim.SGD(p, lr=lr, momentum=alpha, weight_decay=decay), conventions)
    case("nesterov", h, lambda p: optim.SGD(p, lr=lr, momentum=alpha, weight_decay=decay, nesterov=True))

for lr, beta in [(1e-2, 0.9), (0.05, 0.5)]:
    # Dampening β is the factor 1−β. PyTorch leaves it out at its first step: a gradient of zero goes before, after
    # which both velocities are zero.
    h = {"learning_rate": lr, "momentum": beta}
    make = lambda p: optim.SGD(p, lr=lr, momentum=beta, dampening=beta)  # noqa: E731
    case("momentum-ema", h, make, before=[[0.0] * len(START)])

for lr, eps, decay in [(1e-2, 1e-8, 0.0), (0.5, 1e-2, 0.02)]:
    h = {"learning_rate": lr, "epsilon": eps, "weight_decay": decay}
    case("adagrad", h, lambda p: optim.Adagrad(p, lr=lr, eps=eps, weight_decay=decay))

for lr, rho, eps, decay in [(1e-2, 0.99, 1e-8, 0.0), (0.05, 0.8, 1e-2, 0.02)]:
    h = {"learning_rate": lr, "decay_rate": rho, "epsilon": eps, "weight_decay": decay}
    case("rmsprop", h, lambda p: optim.RMSprop(p, lr=lr, alpha=rho, eps=eps, weight_decay=decay))

for lr, rho, alpha, eps in [(1e-2, 0.99, 0.9, 1e-8), (0.05, 0.8, 0.5, 1e-2)]:
    # RMSProp with a heavy-ball velocity has no name of its own here, but it is a point of the design space.
    h = {"learning_rate": lr, "decay_rate": rho, "momentum": alpha, "epsilon": eps}
    make = lambda p: optim.RMSprop(p, lr=lr, alpha=rho, momentum=alpha, eps=eps)  # noqa: E731
    case("rmsprop", h, make, velocity=True)
    # Where epsilon stands does not matter when it is 0: then its steps are also those of Algorithm 8.6.
    h = {"learning_rate": lr, "decay_rate": rho, "momentum": alpha, "epsilon": 0.0}
    case("rmsprop-nesterov", h, lambda p: optim.RMSprop(p, lr=lr, alpha=rho, momentum=alpha, eps=0.0))

for lr, rho, eps in [(1.0, 0.9, 1e-6), (0.5, 0.99, 1e-3)]:
    h = {"learning_rate": lr, "decay_rate": rho, "epsilon": eps}
    case("adadelta", h, lambda p: optim.Adadelta(p, lr=lr, rho=rho, eps=eps))

for lr, beta1, beta2, eps, decay in [(1e-3, 0.9, 0.999, 1e-8, 0.0), (0.05, 0.6, 0.95, 1e-2, 0.02)]:
    h = {"learning_rate": lr, "beta1": beta1, "beta2": beta2, "epsilon": eps, "weight_decay": decay}
    adam = {"lr": lr, "betas": (beta1, beta2), "eps": eps, "weight_decay": decay}
    case("adam", h, lambda p: optim.Adam(p, **adam))
    case("amsgrad", h, lambda p: optim.Adam(p, **adam, amsgrad=True))
    case("adamax", h, lambda p: optim.Adamax(p, **adam))
    case("nadam", h, lambda p: optim.NAdam(p, **adam, momentum_decay=4e-3))
    decoupled = decay or 1e-2
    case("adamw", {**h, "weight_decay": decoupled}, lambda p: optim.AdamW(p, **{**adam, "weight_decay": decoupled}))


def lines(rows):
    return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]"


HEAD = {
    "versions": {"torch": torch.__version__, "python": platform.python_version()},
    "start": START,
}
target = Path(__file__).with_name("optimizers.json")
target.write_text(
    json.dumps(HEAD)[:-1] + f',\n"gradients": {lines(GRADIENTS)},\n"cases": {lines(CASES)}}}\n', encoding="utf-8"
)
