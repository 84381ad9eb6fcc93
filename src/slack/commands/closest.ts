/** The word that is the least edits away, where that is near enough to be a slip. @returns null where none is */
export function closest(word: string, words: readonly string[]): string | null {
  const typed = word.slice(0, 40);
  const ranked = words.map((candidate) => ({ candidate, edits: distance(typed, candidate) })).sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.ceil(best.candidate.length / 2)) ? best.candidate : null;
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
