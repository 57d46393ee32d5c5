"""The run of the bench without a zygote: Python starts, imports NumPy and takes the steps of standard input."""

import json
import sys

import numpy as np

order = json.load(sys.stdin)
namespace = {}
exec(compile(order["source"], "optim.py", "exec"), namespace)
rule, w, config = namespace[order["entry"]], np.array(order["start"]), order["config"]
rows = []
for gradient in order["gradients"]:
    w, config = rule(w, np.array(gradient), config)
    rows.append(w.tolist())
json.dump(rows, sys.stdout)
