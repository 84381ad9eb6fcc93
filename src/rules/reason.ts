import type { RuleId, Source } from './model.ts';

/** X2: why something is so: the rule, in words, and the fact behind it where a source stated one. */
export interface Reason {
  about: 'status' | 'role' | 'custom_role' | 'seats' | 'link';
  rule: RuleId;
  text: string;
  source: Source | null;
}
