/** A process that opens the embedded database and holds it until it is told to stop: `node embedded-client.mjs <data dir> <role>`. */
const { EmbeddedError, openEmbedded } = await import(new URL('../../dist/store/embedded/index.js', import.meta.url).href);

const [dataDir = '', role = 'command'] = process.argv.slice(2);
try {
  const report = (/** @type {string} */ line) => console.error(line);
  const embedded = await openEmbedded({ dataDir, role: role === 'product' ? 'product' : 'command', report, env: process.env });
  console.log(embedded.uri);
  await new Promise((resolve) => process.stdin.once('end', resolve).resume());
  await embedded.close();
} catch (error) {
  if (!(error instanceof Error) || !(error instanceof EmbeddedError)) throw error;
  console.log(`refused: ${error.message}`);
  process.exitCode = 1;
}
