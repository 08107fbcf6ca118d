import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GrantsState } from './oauth/grants.ts';
import type { WorldState } from './world.ts';

const version = 1;

/** All that survives a restart. */
export interface SnapshotState {
  version: number;
  clockOffsetMs: number;
  /** The app the grants belong to: tokens of another app are void. */
  clientId: string;
  world: WorldState;
  grants: GrantsState;
}

/** Reads a snapshot; undefined where there is none or it is of another version. */
export function readSnapshot(file: string): SnapshotState | undefined {
  if (!existsSync(file)) return undefined;
  const state = JSON.parse(readFileSync(file, 'utf8')) as SnapshotState;
  return state.version === version ? state : undefined;
}

export interface SnapshotWriter {
  /** Writes within `delayMs`, once for many changes. */
  touch(): void;
  /** Writes now. */
  flush(): void;
}

/** Saves the state to a file: debounced, written beside and renamed, readable by the owner only (it holds tokens). */
export function createSnapshotWriter(file: string, state: () => Omit<SnapshotState, 'version'>, delayMs = 2_000): SnapshotWriter {
  let timer: NodeJS.Timeout | undefined;
  function write(): void {
    timer = undefined;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ version, ...state() }), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return {
    touch() {
      timer ??= setTimeout(write, delayMs).unref();
    },
    flush() {
      clearTimeout(timer);
      write();
    },
  };
}
