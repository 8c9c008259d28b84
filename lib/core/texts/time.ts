import { isoTime } from '../alert-message/iso-time.ts';

/** `2026-11-23 17:41:25 UTC`. A broken time must not cost the alert. */
export function time(at: number): string {
  const text = isoTime(at);
  return text.includes('T') ? `${text.slice(0, 19).replace('T', ' ')} UTC` : text;
}
