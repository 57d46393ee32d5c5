/**
 * The mean over a batch as a page gives it when it is copied, `1 m ∇θ P i L(f(x(i); θ), y(i))`: the index of the sum stands beside its sign,
 * that of an example on the line of x and y, and the fraction has lost its bar.
 */

/** What counts examples, below and above the line; there is no small b below it. */
const BELOW: Readonly<Record<string, string>> = { i: 'ᵢ', j: 'ⱼ', k: 'ₖ', n: 'ₙ', s: 'ₛ', b: 'ᵢ' };
const ABOVE: Readonly<Record<string, string>> = { i: 'ⁱ', j: 'ʲ', k: 'ᵏ', n: 'ⁿ', b: 'ⁱ', s: 'ˢ' };

/** From a sign that gives a value to the end of its line, with what fell onto the lines below. */
const COPIED =
  /(?<=[=←][ \t]*\+?[ \t]*)(?=[^\n=←]{0,24}\n?[^\n=←]{0,6}∇)[^=←\n]*(?:\n[^=←\n]{0,24}(?:∇|∑|Σ|P ?i)[^=←\n]*|\n[ \t]*[ij] (?=L\()[^=←\n]*)*/gu;
const FRACTION = /^([ \t+]*\(?)1[ \n]([a-zA-Z])(?= ?\)? ?\n?∇)/u;
const LOST_SIGN = /(?<=∇[^\s(]{0,3}\s)[PX](?=[ \n][ij]\s)/u;
const SUM = /([Σ∑])([ \n]?)([ijknsb])(?=[ (∇])/u;
const EXAMPLE = /(?<![\p{L}\d_])(\p{L})\(([ijknsb])\)/gu;

/** With small letters for what stands below and above, and as many characters. */
export const withCopiedSums = (text: string): string =>
  text.replace(COPIED, (copied) => {
    const whole = copied.replace(FRACTION, '$11/$2').replace(LOST_SIGN, '∑');
    const index = SUM.exec(whole)?.[3] ?? /[Σ∑]_\{?([ijknsb])(?!\p{L})/u.exec(whole)?.[1];
    // A sum that names no index is over i.
    const counts = (letter: string): boolean => letter === (index ?? 'i') && /[Σ∑]/.test(whole);
    return whole
      .replace(SUM, (all, sign: string, _: string, letter: string) =>
        `${sign}${BELOW[letter] ?? ''}`.padEnd(all.length),
      )
      .replace(EXAMPLE, (all, name: string, letter: string) =>
        counts(letter) ? `${name}⁽${ABOVE[letter]!}⁾` : all,
      );
  });
