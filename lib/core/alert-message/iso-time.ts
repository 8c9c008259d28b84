/** The time in UTC. A broken time must not cost the alert, so it says that it is one. */
export function isoTime(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? 'time unknown' : time.toISOString();
}
