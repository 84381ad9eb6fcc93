export { EmbeddedError } from './embedded-error.ts';
export { type Embedded, openEmbedded } from './open-embedded.ts';
