import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed value needs isn't among the keys, or the value isn't one of ours for this place. */
export class CannotUnseal extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CannotUnseal';
  }
}

/** Encrypts what must be read again, such as Slack's tokens (AES-256-GCM). */
export interface Keyring {
  /** @param place what the value belongs to: a sealed value is good there alone, so that nobody can move it to another record */
  seal(value: string, place: string): string;
  /** @throws CannotUnseal where the key is gone, or the value was changed or moved */
  unseal(sealed: string, place: string): string;
  /** Whether it is sealed with the newest key: what isn't can be sealed anew, and then the older key be forgotten. */
  isNewest(sealed: string): boolean;
}

/**
 * The one way to keep secrets that must be read again. A sealed value names its key, so that keys can be rotated: a new one is put
 * first, and the old ones go on unsealing.
 * @param secrets ENCRYPTION_KEY's, the newest first
 */
export function createKeyring(secrets: readonly string[], randomBytes: (size: number) => Buffer): Keyring {
  const keys = secrets.map(keyOf);
  const [newest] = keys;
  if (!newest) throw new Error('a keyring needs a key');
  return {
    seal: (value, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return `${newest.id}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    unseal: (sealed, place) => {
      const [id, text = ''] = sealed.split('.', 2);
      const found = keys.find((one) => one.id === id);
      if (!found) {
        throw new CannotUnseal(
          `a stored secret was sealed with another ENCRYPTION_KEY (${id}): put that one behind the new one, after a comma`,
        );
      }
      return decrypted(found.key, Buffer.from(text, 'base64url'), place);
    },
    isNewest: (sealed) => sealed.startsWith(`${newest.id}.`),
  };
}

function keyOf(secret: string): { id: string; key: Buffer } {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'rollcall at rest', 32));
  return { id: createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8), key };
}

function decrypted(key: Buffer, bytes: Buffer, place: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new CannotUnseal('a stored secret was changed, or belongs to another record');
  }
}
