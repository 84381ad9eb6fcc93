/** A line of a benchmark of Slack: what, how it went, and whether the goal was reached. @param {string} name @param {string} figures @param {boolean} [reached] */
export const line = (name, figures, reached = true) => `${name.padEnd(24)} ${figures}${reached ? '' : '  MISSED'}`;

/** @param {number} cpu @param {number} count @param {string} what */
export const cpuPer = (cpu, count, what) => `cpu ${(cpu / count).toFixed(2)} ms a ${what}`;
