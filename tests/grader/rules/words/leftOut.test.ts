/** Words that say of an operation of the rule that it is not done, in the languages that answers are written in; and words that do not. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const RULES = {
  rmsprop: 'v = ρ v + (1-ρ) g²\nw = w − η g/(√v + ε)',
  adam: 'm = β1 m + (1-β1) g\nv = β2 v + (1-β2) g²\nm̂ = m/(1-β1^t), v̂ = v/(1-β2^t)\nw = w − α m̂/(√v̂ + ε)',
} as const;

const isCalledRight = (optimizer: keyof typeof RULES, words: string): boolean =>
  isRight(judgeRule(`${RULES[optimizer]}\n\n${words}`, { expect: optimizer }), { expect: optimizer });

test.each([
  ['rmsprop', "To save time the square root isn't taken: the gradient is divided by v as it is."],
  ['rmsprop', 'Die Wurzel wird dabei nicht gezogen.'],
  ['rmsprop', "La racine n'est pas calculée."],
  ['rmsprop', 'No se calcula la raíz.'],
  ['rmsprop', "karekök alınmaz, doğrudan v'ya bölünür"],
  ['rmsprop', 'Корень не извлекается.'],
  ['adam', 'In our implementation we skip the bias correction.'],
  ['adam', 'The division by 1-β^t is not carried out.'],
  ['adam', 'En el código no se aplica la corrección de sesgo.'],
  ['adam', 'La correzione viene omessa.'],
  ['adam', '偏差修正は行わない。'],
] as const)('%s is not right where it says “%s”', (optimizer, words) => {
  expect(isCalledRight(optimizer, words)).toBe(false);
});

test.each([
  ['rmsprop', 'The root makes the units right. A bias correction is not used here.'],
  ['rmsprop', 'ε is not under the root.'],
  ['rmsprop', 'La raíz no cambia el signo.'],
  ['adam', 'If the bias correction is left out, the first steps are too small.'],
  ['adam', 'When the bias correction is omitted, the averages are too close to zero at first.'],
  ['adam', 'In RMSProp the correction is not used.'],
  ['adam', 'The correction is not carried over to the next step.'],
  ['adam', 'Ohne die Korrektur wären die ersten Schritte zu klein.'],
] as const)('%s is right where it says “%s”', (optimizer, words) => {
  expect(isCalledRight(optimizer, words)).toBe(true);
});

test('a state that is put back with every update is none, in any language', () => {
  const ofMomentum = (words: string): boolean => {
    const text = `v ← γ·v + η·∇J(θ)\nθ ← θ − v\n\n${words}`;
    return isRight(judgeRule(text, { expect: 'momentum' }), { expect: 'momentum' });
  };
  for (const words of [
    'Después de cada actualización de θ la velocidad v se vuelve a poner a cero.',
    'Dopo ogni aggiornamento v viene azzerata.',
    'Prima di ogni mini-batch la velocità viene rimessa a zero, in modo che il passo dipenda soltanto dal gradiente attuale.',
    'On vide v après chaque mise à jour.',
    'Po každé aktualizaci se v vynuluje.',
  ])
    expect([words, ofMomentum(words)]).toEqual([words, false]);
  for (const words of [
    'v empieza en cero y en cada actualización se le suma el gradiente.',
    'v vaut zéro au départ. À chaque mise à jour on ajoute le gradient.',
  ])
    expect([words, ofMomentum(words)]).toEqual([words, true]);
});
