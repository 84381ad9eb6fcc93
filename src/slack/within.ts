/** Slack waits three seconds for the answer to a submit (docs.slack.dev/surfaces/modals): ours comes before. */
export const SUBMIT_MS = 2000;

/** What comes of the work in this time; null where it isn't done by then, and goes on. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
