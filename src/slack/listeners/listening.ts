import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Lifecycle } from '../install/lifecycle.ts';
import type { Installations } from '../installation.ts';
import type { ResyncReport } from '../mirror/report.ts';
import type { Respond } from '../response-url.ts';
import type { UnderWay } from '../under-way.ts';

/** What the listeners work with. */
export interface Listening {
  means: Means;
  log: Logger;
  publicUrl: string;
  installations: Installations;
  lifecycle: Lifecycle;
  /** Whether we know what the app is installed in. */
  ready: () => boolean;
  inbox: Inbox;
  respond: Respond;
  underWay: UnderWay;
  /** An event was lost to us, unless Slack sends it again: the organization is compared as soon as it can be. */
  missed: (organizationId: string) => void;
  resync: (organizationId: string, onProgress?: (line: string) => void) => Promise<ResyncReport>;
}
