import { z } from 'zod';
import type { EventWork } from './work.ts';

const typeSchema = z.object({ type: z.string() });

/**
 * The app was removed from the workspace, or its token revoked: our side of it stops, and users stay as they are. Slack is asked whether
 * that is so now: the event may be late, and the app installed again since; or be about a token that was rotated.
 */
export const appStopped: EventWork = ({ lifecycle, installation }, event) =>
  lifecycle.check(installation, typeSchema.parse(event).type === 'app_uninstalled' ? 'uninstalled' : 'revoked');
