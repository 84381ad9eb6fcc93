import { Document } from 'yaml';
import type { Config } from '../../provisioning/config/model.ts';
import { fileOf } from './schema.ts';

/** A configuration as a file, with what the parts mean. */
export function writeConfigFile(config: Required<Config>, organization: string): string {
  const document = new Document(fileOf(config));
  document.commentBefore = ` ${organization.replace(/\s+/g, ' ')}. What a part lists is all of it: what isn't in the list goes. A part that is left out is left alone.`;
  return document.toString({ lineWidth: 0 });
}
