/** What the demo's group handed in for day 8, by the label that is printed before the question. */
export const DAY_08_ANSWERS: Readonly<Record<string, string>> = {
  '1': String.raw`Momentum keeps an exponentially decaying sum of past gradients, the velocity, and moves along it:

$$v \leftarrow \alpha v - \epsilon g, \qquad \theta \leftarrow \theta + v.$$

Where successive gradients agree, steps add up to as much as $\frac{1}{1-\alpha}$ times the plain step; where they
alternate, across a narrow valley, they cancel. So it helps with ill-conditioned curvature and with noisy gradients.`,

  '2': String.raw`AdaGrad gives every parameter a learning rate of its own, divided by the root of the sum of all its squared
gradients so far:

$$r \leftarrow r + g \odot g, \qquad \theta \leftarrow \theta - \frac{\epsilon}{\delta + \sqrt{r}} \odot g.$$

Parameters with large partial derivatives slow down fast, rare ones keep moving. Since $r$ only grows, the rate may have
shrunk too far before a good region of a non-convex objective is reached.`,

  '3': String.raw`RMSProp is AdaGrad with the sum replaced by an exponentially weighted average,

$$r \leftarrow \rho r + (1-\rho)\, g \odot g, \qquad \theta \leftarrow \theta - \frac{\epsilon}{\sqrt{\delta + r}} \odot g,$$

so that the distant past is forgotten: inside a convex bowl it behaves like AdaGrad started there, and it does not stall.`,

  '5': String.raw`With $\Delta_t = \alpha\, \hat m_t / (\sqrt{\hat v_t} + \epsilon)$:

- **Invariant to rescaling the gradient:** a factor $c$ scales $\hat m_t$ by $c$ and $\hat v_t$ by $c^2$, and cancels.
- **Bounded steps:** usually $|\hat m_t / \sqrt{\hat v_t}| \le 1$, so $|\Delta_t| \lessapprox \alpha$: a trust region.
- **No stationary objective:** both averages forget, so the step follows an objective that drifts.
- **Sparse gradients:** a small $\hat v_t$ makes the rare gradient count, as in AdaGrad.
- **Annealing:** near an optimum the signal-to-noise ratio $\hat m_t / \sqrt{\hat v_t}$ falls, and with it the step.`,

  '6': String.raw`**Context.** Convolutional networks have weights shared over positions, so gradients of different layers differ
in size; the figure asks which optimizer copes on CIFAR-10 (c64-c64-c128-1000).

**What is plotted.** Training cost against epochs: the first three on the left, 45 on a logarithmic axis on the right,
for AdaGrad, SGD with Nesterov momentum and Adam, each with and without dropout.

**What we observe.** Early on Adam and AdaGrad fall fastest; later AdaGrad flattens far above Adam and SGD, which end
close together, Adam slightly lower.

**Interpretation.** $\hat v_t$ vanishes after a few epochs and tells little about the cost here, so AdaGrad's division
hurts, while Adam's first moment still reduces the variance: its gain over SGD is small, but the rate needs no tuning.`,
};

/** The same of somebody who works alone and forgot a root, with the key of the rubric item that says so. */
export const ROOTLESS_ANSWERS: Readonly<Record<string, string>> = {
  ...DAY_08_ANSWERS,
  '3': String.raw`RMSProp keeps a moving average of the squared gradients, so that it forgets the distant past,

$$r \leftarrow \rho r + (1-\rho)\, g \odot g,$$

and divides the gradient by it, unlike AdaGrad, which sums them up for ever:

$$\theta \leftarrow \theta - \frac{\epsilon}{\delta + r} \odot g.$$`,
};
export const ROOTLESS_ITEMS: Readonly<Record<string, number>> = { '3': 3 };
