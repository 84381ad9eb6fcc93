/** The embedded database can't be had: the message says why and what to do next, in words for whoever typed the command. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError';
}
