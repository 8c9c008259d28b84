/** dynalite brings no types of its own; this is what of it is used. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: {
    /** A directory for LevelDB; without one everything is kept in memory. */
    readonly path?: string;
    /** How long a table stays in the state CREATING. */
    readonly createTableMs: number;
  }): Server;
}
