/** What a process has used of the machine, from Linux's /proc. Elsewhere there is no such thing, and the figures are NaN. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** USER_HZ: 100 on every Linux that Node runs on (proc_pid_stat(5)). */
const TICK_MS = 10;

/**
 * CPU milliseconds that these processes have used so far, in user and kernel, all threads: `utime` + `stime` of proc_pid_stat(5).
 * @param {number[]} pids
 */
export const cpuMs = (pids) => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);

/** @param {number} pid */
function cpuOf(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name, which may hold spaces and brackets: what follows it begins at field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/**
 * Resident memory in megabytes, now and at most since the last `forgetPeak`: `VmRSS` and `VmHWM` of proc_pid_status(5).
 * @param {number} pid
 */
export function residentMb(pid) {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  const field = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: field('VmRSS'), most: field('VmHWM') };
}

/** From here on `most` is about what follows: `clear_refs` of proc_pid_clear_refs(5). @param {number} pid */
export function forgetPeak(pid) {
  if (existsSync(`/proc/${pid}/clear_refs`)) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
