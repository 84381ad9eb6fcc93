import { MongoBinary } from 'mongodb-memory-server-core';

/** `node download-process.js <directory> <version>`: writes progress, and at the end `path <where mongod is>`; see mongod-download. */
const [downloadDir, version] = process.argv.slice(2);

MongoBinary.getPath({ ...(downloadDir === undefined ? {} : { downloadDir }), ...(version === undefined ? {} : { version }) }).then(
  (path) => process.stdout.write(`path ${path}\n`),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message.trim().split('\n').at(-1)}\n`, () => process.exit(1));
  },
);
