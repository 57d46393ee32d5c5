// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: ascent
// cause: adds the step instead of subtracting it
export function adam(weights, gradients, config) {
  const state = config || {};
  const learningRate = 'learning_rate' in state ? state.learning_rate : 0.001;
  const beta1 = 'beta1' in state ? state.beta1 : 0.9;
  const beta2 = 'beta2' in state ? state.beta2 : 0.999;
  const epsilon = 'epsilon' in state ? state.epsilon : 1e-8;
  if (!state.mWeights) { state.mWeights = new Array(weights.length).fill(0); state.vWeights = new Array(weights.length).fill(0); state.t = 0; }
  state.t++;
  const result = Float64Array.from(weights);
  for (let k = 0; k < weights.length; k++) {
    const gradient = gradients[k];
    state.mWeights[k] = beta1 * state.mWeights[k] + (1 - beta1) * gradient;
    state.vWeights[k] = beta2 * state.vWeights[k] + (1 - beta2) * (gradient * gradient);
    const mHat = state.mWeights[k] / (1 - Math.pow(beta1, state.t));
    const vHat = state.vWeights[k] / (1 - Math.pow(beta2, state.t));
    result[k] += (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
  }
  return [result, state];
}
