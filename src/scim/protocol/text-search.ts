/** A short text is sought best by the engine's own search, whose cost is at worst its length times the other's. */
const SHORT = 16;

/**
 * Makes the function that says whether a text holds another one. For a long one it takes a time that grows with the sum of the lengths, whatever they
 * are made of (Knuth, Morris, Pratt): the engine's own search takes their product for texts of one letter.
 */
export function containing(sought: string): (text: string) => boolean {
  if (sought.length <= SHORT) return (text) => text.includes(sought);
  const fallBack = borders(sought);
  return (text) => {
    let matched = 0;
    for (let i = 0; i < text.length && text.length - i >= sought.length - matched; i++) {
      const letter = text.charCodeAt(i);
      while (matched > 0 && letter !== sought.charCodeAt(matched)) matched = fallBack[matched - 1] as number;
      if (letter === sought.charCodeAt(matched)) matched++;
      if (matched === sought.length) return true;
    }
    return false;
  };
}

/** For each beginning of a text the length of its longest proper beginning that is its end, too. */
function borders(text: string): Int32Array {
  const lengths = new Int32Array(text.length);
  for (let i = 1, length = 0; i < text.length; i++) {
    while (length > 0 && text.charCodeAt(i) !== text.charCodeAt(length)) length = lengths[length - 1] as number;
    if (text.charCodeAt(i) === text.charCodeAt(length)) length++;
    lengths[i] = length;
  }
  return lengths;
}
